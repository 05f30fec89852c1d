"""Both branches of the SOP, worked by the people of all four lanes on their own pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from journeys.citizen_form import fill, send
from playwright.sync_api import Page, expect

from app.demo.cast import CITIZEN, LEAD, OPERATOR, UNIT_OFFICER, Person

pytestmark = pytest.mark.browser

TITLE = "Lampu jalan depan pasar mati"
ANSWER = "Lampu di depan pasar sudah kami ganti pada hari Selasa."


class Office:
    """The people of the SOP, each in a browser of her own."""

    def __init__(self, live: Any, new_page: Callable[..., Page], look: Callable[[Page], None], width: int) -> None:
        self.live, self.new_page, self.look, self.width = live, new_page, look, width
        self.pages: dict[str, Page] = {}

    def page(self, person: Person) -> Page:
        """Return a person's browser, in which she has logged in."""
        if person.login not in self.pages:
            self.pages[person.login] = self.new_page(self.width)
            self.live.sign_in(self.pages[person.login], person)
        return self.pages[person.login]

    def take(self, person: Person, row: str) -> Page:
        """Let a person find the task in her lane, look at it, and claim it."""
        page = self.page(person)
        page.goto(f"{self.live.address}/tugas?tampilan=lajur")
        line = page.get_by_role("row").filter(has_text=TITLE)
        expect(line).to_contain_text(row)
        line.get_by_role("button", name="Ambil KBK").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        page.locator("[data-diagram]").scroll_into_view_if_needed()
        expect(page.locator("[data-element-id].is-current").first).to_be_visible()
        self.look(page)
        return page

    def finish(self, page: Page, says: str) -> None:
        """Send the form, and read in the inbox what happens next."""
        page.get_by_role("button", name="Selesaikan tugas").click()
        page.wait_for_url("**/tugas")
        expect(page.get_by_text(says)).to_be_visible()

    def complain(self) -> Page:
        """Let the citizen fill in the form and send it."""
        page = self.page(CITIZEN)
        page.goto(f"{self.live.address}/pengaduan/baru")
        fill(page)
        send(page)
        return page

    def rate(self) -> None:
        """Let the citizen read the answer and say that it is solved."""
        page = self.page(CITIZEN)
        page.goto(f"{self.live.address}/laporan-saya")
        page.get_by_role("link", name=TITLE).click()
        expect(page.get_by_text(ANSWER)).to_be_visible()
        page.get_by_role("radio", name="Sudah selesai").check()
        page.get_by_role("radio", name="5 – Sangat puas").check()
        page.get_by_role("button", name="Kirim").click()
        expect(page.locator(".case-marks")).to_contain_text("Selesai")


@pytest.fixture(params=[1280, 390])
def office(
    request: pytest.FixtureRequest,
    live: Any,
    new_page: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> Office:
    """Give the office, on wide screens and on phones; every page of staff must be accessible and fit."""

    def look(page: Page) -> None:
        axe(page)
        fits(page)

    return Office(live, new_page, look, request.param)


def test_a_complaint_goes_through_the_unit_and_the_lead(office: Office) -> None:
    """Pelapor, operator, unit, lead, operator, pelapor: seven rows, each on its own page."""
    office.complain()
    page = office.take(OPERATOR, "2. Menerima input pengaduan")
    expect(page.get_by_label("Kategori", exact=True)).to_have_value("infrastructure")
    expect(page.get_by_label("Sub kategori", exact=True)).to_have_value("lampu_jalan")
    office.finish(page, "Berikutnya: “Mengklasifikasi pengaduan” oleh Operator/Agen")

    page = office.take(OPERATOR, "3. Mengklasifikasi pengaduan")
    expect(page.get_by_label("Unit yang menanggapi")).to_be_hidden()
    page.get_by_role("radio", name="Pengaduan").check()
    page.get_by_label("Alasan klasifikasi").fill("Lampunya rusak dan harus diganti.")
    page.get_by_label("Unit yang menanggapi").select_option("Seksi Pembangunan")
    office.finish(page, "Berikutnya: “Menanggapi pengaduan” oleh PPID Pembantu")

    page = office.take(UNIT_OFFICER, "4. Menanggapi pengaduan")
    expect(page.get_by_text("Siti Rahayu")).to_have_count(0)
    page.get_by_label("Tanggapan", exact=True).fill(ANSWER)
    office.finish(page, "Berikutnya: “Menerima tanggapan” oleh PPID Utama")

    page = office.take(LEAD, "5. Menerima tanggapan")
    expect(page.get_by_label("Tanggapan", exact=True)).to_have_value(ANSWER)
    office.finish(page, "Berikutnya: “Menginput tanggapan” oleh Operator/Agen")

    page = office.take(OPERATOR, "6. Menginput tanggapan")
    expect(page.get_by_label("Jawaban kepada pelapor")).to_have_value(ANSWER)
    office.finish(page, "Jawaban kini dapat dibaca pelapor.")
    office.rate()


def test_a_question_is_answered_straight_away(office: Office) -> None:
    """What only asks for information goes from row 3 to the operator's answer."""
    office.complain()
    page = office.take(OPERATOR, "2. Menerima input pengaduan")
    page.get_by_label("Catatan penerimaan").fill("Hanya menanyakan jadwal.")
    office.finish(page, "Berikutnya: “Mengklasifikasi pengaduan”")
    page = office.take(OPERATOR, "3. Mengklasifikasi pengaduan")
    expect(page.get_by_text("Hanya menanyakan jadwal.")).to_be_visible()
    page.get_by_role("radio", name="Permintaan informasi").check()
    page.get_by_label("Alasan klasifikasi").fill("Hanya menanyakan jadwal.")
    expect(page.get_by_label("Unit yang menanggapi")).to_be_hidden()
    office.finish(page, "Berikutnya: “Menginput tanggapan” oleh Operator/Agen")
    page = office.take(OPERATOR, "6. Menginput tanggapan")
    page.get_by_label("Jawaban kepada pelapor").fill(ANSWER)
    office.finish(page, "Jawaban kini dapat dibaca pelapor.")
    office.rate()
