"""A question from the unit through the operator to the citizen and back, and what else she does with her case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sop_steps import case_at

from app.demo.cast import CITIZEN, OPERATOR, UNIT_OFFICER

pytestmark = pytest.mark.browser

QUESTION = "Tiang yang mana: di depan pasar atau di samping masjid?"
SIMPLER = "Lampu yang mati itu di depan pasar, atau di samping masjid?"


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def test_a_question_and_its_answer(live: Any, new_page: Any, look: Callable[[Page], None], tmp_path: Path) -> None:
    """The unit asks, the operator words it anew, the citizen answers on her phone, and the unit reads it."""
    players = live.players
    case_id = case_at(players, "4", CITIZEN)
    unit, desk, phone = new_page(), new_page(), new_page(390)
    for page, person in ((unit, UNIT_OFFICER), (desk, OPERATOR), (phone, CITIZEN)):
        live.sign_in(page, person)
    task_url = f"{live.address}/tugas/{players.open_task(case_id).id}"
    _ask(unit, task_url, look)
    _pass_on(desk, live.address, look)
    phone.goto(f"{live.address}/laporan-saya")
    expect(phone.get_by_text("Kantor bertanya kepada Anda")).to_be_visible()
    look(phone)
    _answer(phone, f"{live.address}/kasus/{case_id}", look, tmp_path)
    unit.goto(task_url)
    expect(unit.get_by_text("Yang di depan pasar.")).to_be_visible()
    expect(unit.get_by_role("link", name="lampu.png")).to_be_visible()
    expect(unit.get_by_text("Pertanyaan Anda belum dijawab.")).to_be_hidden()
    desk.goto(f"{live.address}/tugas/pesan")
    desk.get_by_role("link", name="Yang di depan pasar.").click()
    expect(desk.get_by_text("Petugas yang bertanya sudah dapat membaca jawaban ini.")).to_be_visible()
    look(desk)
    desk.get_by_role("button", name="Tandai sudah dibaca").click()
    expect(desk.get_by_text("Tidak ada pesan yang menunggu")).to_be_visible()


def test_evidence_correction_and_withdrawal(
    live: Any, new_page: Any, look: Callable[[Page], None], tmp_path: Path
) -> None:
    """On her phone she adds a photo, corrects her address, and in the end withdraws the case."""
    case_id = case_at(live.players, "4", CITIZEN)
    phone: Page = new_page(390)
    live.sign_in(phone, CITIZEN)
    address = f"{live.address}/kasus/{case_id}"
    phone.goto(address)
    look(phone)
    phone.get_by_role("link", name="Tambah bukti").click()
    look(phone)
    phone.locator("input[type=file]").set_input_files(picture(tmp_path))
    phone.get_by_label("Keterangan").fill("Difoto tadi malam.")
    phone.get_by_role("button", name="Tambahkan").click()
    expect(phone.get_by_text("Difoto tadi malam.")).to_be_visible()
    phone.get_by_role("link", name="Betulkan nama, alamat, atau kontak").click()
    expect(phone.get_by_label("Alamat lengkap")).to_have_value("Jalan Pasar 1, Kebak")
    look(phone)
    phone.get_by_label("Alamat lengkap").fill("Jalan Baru 5, Kebak")
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.get_by_text("Data Anda sudah dibetulkan.")).to_be_visible()
    phone.get_by_role("link", name="Unduh data laporan ini").click()
    look(phone)
    phone.goto(address)
    phone.get_by_role("link", name="Cabut laporan").click()
    look(phone)
    phone.get_by_label("Alasan").fill("Sudah diperbaiki warga sendiri.")
    phone.get_by_role("button", name="Ya, cabut laporan ini").click()
    expect(phone.locator(".case-marks")).to_contain_text("Dicabut")
    look(phone)


def test_a_letter_for_the_counter(live: Any, new_page: Any, look: Callable[[Page], None]) -> None:
    """The operator finds what to print, prints it, and marks it as handed over; the reader of the page gets it too."""
    case_id = case_at(live.players, "7", CITIZEN, cara_dihubungi=["loket"], email=[])
    desk: Page = new_page()
    live.sign_in(desk, OPERATOR)
    desk.get_by_role("link", name="Pesan dan surat").first.click()
    look(desk)
    desk.get_by_role("link", name="Surat jawaban").click()
    look(desk)
    desk.get_by_role("button", name="Sudah diserahkan").click()
    expect(desk.get_by_text("Tidak ada surat yang menunggu")).to_be_visible()
    phone: Page = new_page(390)
    live.sign_in(phone, CITIZEN)
    phone.goto(f"{live.address}/kasus/{case_id}")
    expect(phone.get_by_text("Paling lambat dua tahun")).to_be_visible()
    link = phone.get_by_role("link", name="Jawaban sebagai surat (PDF)")
    answer = phone.request.get(f"{live.address}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    look(phone)


def _ask(unit: Page, task_url: str, look: Callable[[Page], None]) -> None:
    unit.goto(task_url)
    unit.get_by_role("link", name="Tanya pelapor").click()
    expect(unit.get_by_text("Waktu tugas ini tetap berjalan")).to_be_visible()
    look(unit)
    unit.get_by_label("Pertanyaan kepada pelapor").fill(QUESTION)
    unit.get_by_role("button", name="Tanyakan").click()
    expect(unit.get_by_text("menunggu diteruskan")).to_be_visible()
    look(unit)


def _pass_on(desk: Page, address: str, look: Callable[[Page], None]) -> None:
    desk.goto(f"{address}/tugas")
    entry = desk.get_by_role("link", name="Pesan dan surat").first
    expect(entry).to_contain_text("1")
    entry.click()
    look(desk)
    desk.get_by_role("link", name=QUESTION).click()
    look(desk)
    desk.get_by_label("Yang dibaca pelapor").fill(SIMPLER)
    desk.get_by_role("button", name="Teruskan", exact=True).click()
    expect(desk.get_by_text("Pesan sudah diteruskan.")).to_be_visible()


def _answer(phone: Page, address: str, look: Callable[[Page], None], folder: Path) -> None:
    phone.goto(address)
    expect(phone.get_by_text(SIMPLER)).to_be_visible()
    phone.get_by_role("link", name="Jawab", exact=True).click()
    look(phone)
    phone.get_by_label("Pesan Anda").fill("Yang di depan pasar.")
    phone.locator("input[type=file]").set_input_files(picture(folder))
    phone.get_by_role("button", name="Kirim").click()
    expect(phone.get_by_text("Pesan Anda sudah terkirim.")).to_be_visible()
    expect(phone.get_by_role("link", name="lampu.png")).to_be_visible()
    look(phone)


def picture(folder: Path) -> Path:
    """Make a photo to upload."""
    path = folder / "lampu.png"
    Image.new("RGB", (20, 20)).save(path)
    return path
