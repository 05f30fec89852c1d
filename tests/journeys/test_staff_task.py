"""The task page in a real browser: races, drafts, files, and who the reporter is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sop_steps import ANSWER, case_at

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
NOTE = "Sudah ditelepon; pelapor mengirim foto besok."


@pytest.fixture
def look(axe: Look, fits: Look) -> Look:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def lane(live: Any, page: Page) -> None:
    """Open the list of a person's lanes."""
    page.goto(f"{live.address}/tugas?tampilan=lajur")


def test_two_operators_race_for_one_task(live: Any, new_page: Any, look: Look) -> None:
    """Both see it as free; the second to press reads who has it, and later who finished it, and when."""
    case_at(live.players, "2")
    first, second = new_page(), new_page()
    for page, person in ((first, OPERATOR), (second, SECOND_OPERATOR)):
        live.sign_in(page, person)
        lane(live, page)
    first.get_by_role("button", name="Ambil KBK").click()
    expect(first.get_by_role("button", name="Selesaikan tugas")).to_be_visible()
    second.get_by_role("button", name="Ambil KBK").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Tugas sedang dikerjakan orang lain")
    expect(
        second.get_by_text("diambil oleh Dewi Lestari pada Selasa, 24 November 2026 pukul 10.00 WIB")
    ).to_be_visible()
    look(second)
    second.get_by_role("main").get_by_role("link", name="Kotak tugas").click()
    lane(live, second)
    second.get_by_role("link", name="Lihat").click()
    expect(second.get_by_role("main").get_by_role("button", name="Ambil tugas")).to_be_disabled()
    look(second)

    stale = first.context.new_page()
    stale.goto(first.url)
    first.get_by_role("button", name="Lepas tugas").click()
    expect(first.get_by_text("Tugas dikembalikan ke lajur.")).to_be_visible()
    second.reload()
    second.get_by_role("button", name="Ambil tugas").first.click()
    live.players.clock.pass_(minutes=3)
    second.get_by_role("button", name="Selesaikan tugas").click()
    expect(second.get_by_text("Berikutnya: “Mengklasifikasi pengaduan”")).to_be_visible()
    stale.get_by_role("button", name="Selesaikan tugas").click()
    expect(stale.get_by_text("diselesaikan oleh Rina Kusuma pada Selasa, 24 November 2026 pukul 10.03")).to_be_visible()


def test_a_draft_survives_a_closed_page(live: Any, new_page: Any) -> None:
    """What was written is saved while writing, and stands there when the page is opened again."""
    case_at(live.players, "2")
    page: Page = new_page()
    live.sign_in(page, OPERATOR)
    lane(live, page)
    page.get_by_role("button", name="Ambil KBK").click()
    page.get_by_label("Catatan penerimaan").fill(NOTE)
    expect(page.get_by_text("Tersimpan pukul 10.00 WIB")).to_be_visible()
    address, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Catatan penerimaan")).to_have_value(NOTE)


def test_a_wrong_answer_keeps_text_and_files(live: Any, new_page: Any, look: Look, tmp_path: Path) -> None:
    """A form that is refused comes back with everything, its photo too, and is then accepted."""
    case_id = case_at(live.players, "4")
    Image.new("RGB", (8, 8)).save(tmp_path / "lampu.png")
    page: Page = new_page(390)
    live.sign_in(page, UNIT_OFFICER)
    lane(live, page)
    page.get_by_role("button", name="Ambil KBK").click()
    # Spaces satisfy the browser's own rule and not the server's.
    page.get_by_label("Tanggapan", exact=True).fill("pendek" + " " * 20)
    page.get_by_label("Tindakan", exact=True).fill("Mengganti lampu")
    page.get_by_label("Tambah berkas").set_input_files(tmp_path / "lampu.png")
    page.get_by_role("button", name="Selesaikan tugas").click()
    expect(page.get_by_role("heading", name="Ada isian yang perlu diperbaiki")).to_be_visible()
    expect(page.get_by_label("Tindakan", exact=True)).to_have_value("Mengganti lampu")
    expect(page.get_by_role("checkbox", name="lampu.png")).to_be_checked()
    look(page)
    page.get_by_label("Tanggapan", exact=True).fill(ANSWER[0])
    page.get_by_role("button", name="Selesaikan tugas").click()
    expect(page.get_by_text("Berikutnya: “Menerima tanggapan”")).to_be_visible()
    lead: Page = new_page()
    live.sign_in(lead, LEAD)
    lead.goto(f"{live.address}/tugas/{live.players.open_task(case_id).id}")
    link = lead.get_by_role("link", name="lampu.png").get_attribute("href")
    file = lead.request.get(f"{live.address}{link}")
    assert (file.status, file.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_confidential_reporter_is_shown_for_a_reason(live: Any, new_page: Any, look: Look, width: int) -> None:
    """The name is covered; with a reason it is shown, and the history says so."""
    case_at(live.players, "2", kerahasiaan=["rahasia"], nik=["3313010101900001"])
    page: Page = new_page(width)
    live.sign_in(page, OPERATOR)
    lane(live, page)
    expect(page.get_by_role("row").filter(has_text="Rahasia")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Ambil KBK").click()
    expect(page.get_by_text("3313**********01")).to_be_visible()
    page.get_by_text("Buka identitas pelapor").click()
    look(page)
    page.get_by_label("Alasan membuka identitas").fill("Perlu menanyakan letak lampu kepada pelapor.")
    page.get_by_role("button", name="Buka identitas").click()
    expect(page.get_by_text("Siti Rahayu")).to_be_visible()
    expect(page.get_by_text("Dewi Lestari membuka identitas pelapor; alasannya tercatat.")).to_be_visible()
    look(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_supervisor_looks_and_does_not_touch(live: Any, new_page: Any, look: Look, width: int) -> None:
    """She sees every open task, late ones too, and how each goes, without its documents."""
    for row in ("2", "4", "5"):
        case_at(live.players, row)
    live.players.clock.pass_(minutes=15)
    page: Page = new_page(width)
    live.sign_in(page, SUPERVISOR)
    page.goto(f"{live.address}/tugas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak tugas")
    expect(page.get_by_role("row").filter(has_text="KBK/")).to_have_count(3)
    look(page)
    page.get_by_role("link", name="Terlambat").click()
    expect(page.get_by_role("row").filter(has_text="terlambat 5 menit")).to_have_count(2)
    look(page)
    page.get_by_role("row").filter(has_text="KBK/").first.get_by_role("link").first.click()
    expect(page.get_by_text("Anda melihat tugas ini sebagai pengawas.")).to_be_visible()
    look(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_an_empty_inbox_says_what_to_do(live: Any, new_page: Any, look: Look, width: int) -> None:
    """Nothing to do is said on each tab, in its own words."""
    page: Page = new_page(width)
    live.sign_in(page, OPERATOR)
    expect(page.get_by_text("Tidak ada tugas terbuka")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tugas saya").click()
    expect(page.get_by_text("Anda belum mengambil tugas")).to_be_visible()
    look(page)


def test_the_inbox_and_the_task_work_without_scripts(live: Any, new_page: Any) -> None:
    """Claiming, filling in and sending are plain forms."""
    case_at(live.players, "2")
    page: Page = new_page(java_script_enabled=False)
    live.sign_in(page, OPERATOR)
    page.get_by_role("button", name="Ambil KBK").click()
    page.get_by_label("Catatan penerimaan").fill(NOTE)
    page.get_by_role("button", name="Selesaikan tugas").click()
    expect(page.get_by_text("Berikutnya: “Mengklasifikasi pengaduan”")).to_be_visible()
