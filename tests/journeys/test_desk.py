"""An operator at her desk: a complaint is recorded with the keyboard alone, and nothing is stored unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office_fixtures import Players
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.actions.index_cases import index_changed_cases
from app.demo.cast import CITIZEN, OPERATOR
from persistence.cases import Case
from persistence.tables import cases

pytestmark = pytest.mark.browser

CHAT = (
    "[03/11/26 10.15] +62 812-3456-7890: Assalamualaikum. Saya Siti Rahayu warga Desa Kebak RT 02/RW 03. "
    "Lampu jalan depan pasar mati sejak kemarin. Mohon segera diperbaiki."
)
CSV = """nomor_tiket;kategori_id;judul;isi_laporan;nama
8123456;929;Lampu jalan mati;Lampu jalan di depan pasar mati sejak lama.;Siti
8123457;77777;Jalan rusak;Jalan di depan sekolah berlubang besar.;Budi
"""


class Keys:
    """A person at the keyboard; `steps` counts the keys that move or press something, and each text as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.steps += times

    def write(self, text: str) -> None:
        """Type a text where the cursor stands."""
        self.page.keyboard.insert_text(text)
        self.steps += 1

    def to(self, name: str) -> None:
        """Go on with Tab until a field of this name has the focus."""
        for _ in range(12):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not among the next fields")


def pressed(key: str) -> Callable[[Keys], None]:
    """Answer with one key: the first letter of a choice, or space."""
    return lambda keys: keys.press(key)


def written(text: str) -> Callable[[Keys], None]:
    """Answer with a text."""
    return lambda keys: keys.write(text)


# A telephone call, field by field.
CALL = (
    ("kanal", pressed("T")),
    ("kategori", pressed("I")),
    ("sub_kategori", pressed("L")),
    ("judul", written("Lampu jalan depan pasar mati")),
    ("uraian", written("Sudah tiga minggu lampu jalan di depan pasar mati sehingga gelap.")),
    ("lokasi_desa", written("Kebak")),
    ("penyelesaian", written("Mohon lampunya diperbaiki.")),
    ("nama", written("Siti Rahayu")),
    ("alamat", written("Jalan Pasar 1, Kebak")),
    ("cara_dihubungi", pressed("Space")),
    ("no_hp", written("0812 3456 7890")),
    ("pernyataan", pressed("Space")),
    ("privasi_dibaca", pressed("Space")),
)


def at_desk(live: Any, page: Page) -> Keys:
    """Log the operator in; the browser's clock shows the office's time."""
    page.clock.set_fixed_time(live.players.clock())
    live.sign_in(page, OPERATOR)
    page.goto(f"{live.address}/meja/catat")
    return Keys(page)


def recorded(players: Players) -> list[Case]:
    """Read the cases that were recorded."""
    with players.office.database.reading() as connection:
        wanted = select(cases).where(cases.c.recorded_by.is_not(None)).order_by(cases.c.serial)
        return [Case(*row) for row in connection.execute(wanted)]


def test_a_call_is_recorded_with_the_keyboard_alone(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    """From the channel to the receipt without a mouse, in at most sixty keys; row 2 is the next press."""
    page = new_page()
    keys = at_desk(live, page)
    expect(page.locator("[name=kanal]")).to_be_focused()
    axe(page)
    for name, act in CALL:
        keys.to(name)
        act(keys)
    keys.press("Control+Enter")
    page.wait_for_url("**/meja/tanda-terima/*")
    assert keys.steps <= 60
    (case,) = recorded(live.players)
    assert case.channel == "telepon"
    expect(page.get_by_label("Teks siap kirim")).to_have_value(re.compile(rf"Nomor: {case.number}"))
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.get_by_role("button", name="Terima laporan ini sekarang").press("Enter")
    page.wait_for_url(f"**/tugas/{live.players.open_task(case.id).id}")


def test_a_message_is_proposed_and_accepted(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    """A pasted chat fills nothing by itself; accepted, it is recorded, and tied to the case that is alike."""
    number = live.players.submit(CITIZEN).number
    index_changed_cases(live.players.office)
    page = new_page()
    keys = at_desk(live, page)
    page.locator("#teks").focus()
    keys.write(CHAT)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_text("usulan menunggu")).to_be_visible()
    expect(page.locator("[name=nama]")).to_have_value("")
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Pakai usulan untuk Sub kategori").press("Enter")
    expect(page.locator("[name=kategori]")).to_have_value("infrastructure")
    expect(page.locator("[name=sub_kategori]")).to_have_value("lampu_jalan")
    page.get_by_role("button", name="Pakai semua usulan").press("Enter")
    expect(page.locator("[name=nama]")).to_have_value("Siti Rahayu")
    expect(page.locator("[name=no_hp]")).to_have_value("0812-3456-7890")
    expect(page.locator("[data-proposal]")).to_have_count(0)
    alike = page.get_by_role("radio", name=f"Tandai terkait {number}")
    alike.press("Space")
    for name in ("pernyataan", "privasi_dibaca"):
        page.locator(f"[name={name}]").press("Space")
    keys.press("Control+Enter")
    page.wait_for_url("**/meja/tanda-terima/*")
    (case,) = recorded(live.players)
    assert case.channel == "whatsapp"
    assert case.related_to is not None


def test_everything_works_without_scripts_on_a_phone(live: Any, new_page: Any, fits: Callable[[Page], None]) -> None:
    """Each button is a page: proposals, recognising the reporter, the question about what is alike, the receipt."""
    phone = {"cara_dihubungi": ["hp"], "no_hp": ["0812-3456-7890"], "email": ()}
    live.players.submit(CITIZEN, **phone)
    index_changed_cases(live.players.office)
    page = new_page(390, java_script_enabled=False)
    at_desk(live, page)
    page.locator("#teks").fill(CHAT)
    page.get_by_role("button", name="Baca pesan").click()
    fits(page)
    page.get_by_role("button", name="Pakai usulan untuk Judul").click()
    expect(page.locator("[name=judul]")).to_have_value("Lampu jalan depan pasar mati sejak kemarin")
    page.get_by_role("button", name="Pakai semua usulan").click()
    page.locator("#kontak").fill("081234567890")
    page.get_by_role("button", name="Kenali").click()
    page.get_by_role("button", name="Pakai data pelapor ini").click()
    expect(page.locator("[name=alamat]")).to_have_value("Jalan Pasar 1, Kebak")
    expect(page.locator("[name=judul]")).to_have_value("Lampu jalan depan pasar mati sejak kemarin")
    for name in ("pernyataan", "privasi_dibaca"):
        page.locator(f"[name={name}]").check()
    send = page.locator("#catat").get_by_role("button", name="Catat laporan")
    send.click()
    expect(page.get_by_text("Mungkin sudah pernah dilaporkan")).to_be_visible()
    fits(page)
    send.click()
    page.wait_for_url("**/meja/tanda-terima/*")
    assert len(recorded(live.players)) == 1


def test_a_file_comes_in_and_goes_out(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None], tmp_path: Path
) -> None:
    """The trial shows each line with its reason, one press records the good one, and the export holds it."""
    file = tmp_path / "laporan.csv"
    file.write_text(CSV, encoding="utf-8")
    page = new_page()
    at_desk(live, page)
    page.goto(f"{live.address}/meja/sp4n")
    page.get_by_label("Berkas CSV").set_input_files(file)
    page.get_by_role("button", name="Coba berkas ini").click()
    expect(page.get_by_text("Kategori “77777” tidak dikenal di sini.")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.get_by_role("button", name="Catat 1 laporan").click()
    expect(page.get_by_text("KBK/2026/11/0001")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh CSV").click()
    assert "8123456" in Path(download.value.path()).read_text("utf-8-sig")
    page.goto(f"{live.address}/meja/")
    axe(page)
    fits(page)
