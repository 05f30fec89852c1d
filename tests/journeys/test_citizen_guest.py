"""A guest, from the first page to the answer and her rating, without an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from journeys.citizen_form import fill, send
from playwright.sync_api import Page, expect

from app.demo.cast import OPERATOR
from app.security import access_code

pytestmark = pytest.mark.browser

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lampu_jalan"]}
ANSWER = ["Lampu jalan itu dijadwalkan diganti pada hari Kamis."]


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_first_page_to_the_rating(live: Any, new_page: Any, look: Callable[[Page], None], width: int) -> None:
    """She reads what happens, complains, gets a receipt, and rates the answer."""
    page: Page = new_page(width)
    page.goto(live.address)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sampaikan pengaduan"))
    look(page)
    page.get_by_role("main").get_by_role("link", name="Buat laporan").click()
    look(page)
    fill(page)
    send(page)
    expect(page.get_by_text("paling lambat Selasa, 24 November 2026 pukul 10.10 WIB")).to_be_visible()
    look(page)
    case_id = case_on(page)
    answer(live, case_id)
    page.goto(f"{live.address}/kasus/{case_id}")
    expect(page.get_by_text(ANSWER[0])).to_be_visible()
    look(page)
    page.get_by_role("radio", name="Sudah selesai").check()
    page.get_by_role("radio", name="5 – Sangat puas").check()
    page.get_by_label("Komentar").fill("Cepat sekali.")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Terima kasih, penilaian Anda sudah tersimpan.")).to_be_visible()
    expect(page.locator(".case-marks")).to_contain_text("Selesai")
    expect(page.get_by_text("Ombudsman Republik Indonesia")).to_be_visible()
    look(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_another_device_follows_the_case_by_its_qr_code(
    live: Any, new_page: Any, look: Callable[[Page], None], width: int
) -> None:
    """The address in the code fills in number and code, leaves the address bar, and opens the case."""
    sent = live.players.submit()
    code = access_code.code_of(live.players.office.keys.access, sent.case_id)
    page: Page = new_page(width)
    page.goto(f"{live.address}/lacak#nomor={quote(sent.number, safe='')}&kode={code}")
    expect(page.get_by_label("Nomor laporan")).to_have_value(sent.number)
    expect(page.get_by_label("Kode akses")).to_have_value(code)
    assert page.url == f"{live.address}/lacak"
    look(page)
    page.get_by_role("button", name="Buka laporan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lampu jalan depan pasar mati")
    look(page)


def test_not_solved_yet(live: Any, page: Page, look: Callable[[Page], None]) -> None:
    """“Belum selesai” gives a new receipt at once, and the two cases lead to each other."""
    page.goto(f"{live.address}/pengaduan/baru")
    fill(page)
    send(page)
    case_id = case_on(page)
    answer(live, case_id)
    page.goto(f"{live.address}/kasus/{case_id}")
    page.get_by_role("radio", name="Belum selesai").check()
    page.get_by_label("Apa yang belum selesai").fill("Hari Kamis sudah lewat dan lampunya masih mati.")
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/tanda-terima/*")
    expect(page.get_by_text("dilanjutkan dengan nomor baru")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Lihat perkembangan laporan").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Ditelaah")
    page.get_by_role("main").get_by_role("link", name="KBK/").click()
    expect(page.get_by_text("Laporan ini dilanjutkan sebagai")).to_be_visible()
    look(page)


def test_a_double_click_sends_once(live: Any, page: Page) -> None:
    """Two presses of the button make one case."""
    page.goto(f"{live.address}/pengaduan/baru")
    fill(page)
    page.get_by_role("button", name="Kirim laporan").dblclick()
    page.wait_for_url("**/tanda-terima/*")
    expect(page.locator(".receipt-keys")).to_contain_text("KBK/2026/11/0001")
    assert live.players.submit().number == "KBK/2026/11/0002"


def test_a_confidential_category_is_proposed_as_such(live: Any, page: Page) -> None:
    """Choosing a category about integrity proposes that the case be confidential; her own choice stands above it."""
    page.goto(f"{live.address}/pengaduan/baru")
    page.get_by_label("Kategori", exact=True).select_option("integrity")
    expect(page.get_by_role("radio", name="Rahasia")).to_be_checked()
    page.get_by_role("radio", name="Biasa").check()
    page.get_by_label("Kategori", exact=True).select_option("protection")
    expect(page.get_by_role("radio", name="Biasa")).to_be_checked()


def test_it_works_without_scripts(live: Any, new_page: Any) -> None:
    """A browser that runs no scripts sends the same form and gets the same receipt."""
    page: Page = new_page(390, java_script_enabled=False)
    page.goto(f"{live.address}/pengaduan/baru")
    fill(page)
    page.locator("[name=sub_kategori]").select_option("lampu_jalan")
    send(page)
    expect(page.locator(".access-code")).to_be_visible()


def case_on(page: Page) -> UUID:
    """Read which case a receipt is of."""
    return UUID(page.url.rsplit("/", 1)[1])


def answer(live: Any, case_id: UUID) -> None:
    """Play the staff's part: a case that only needs information."""
    live.players.complete(OPERATOR, case_id, **RECEIVE)
    live.players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Sudah dijadwalkan"])
    live.players.complete(OPERATOR, case_id, jawaban=ANSWER)
