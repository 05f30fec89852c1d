"""A day at the inbox with the keyboard alone: finding, claiming, putting off, handing over, many at once, and news."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from inbox_steps import claimed
from playwright.sync_api import Browser, Page, expect
from sop_steps import RECEIVED, case_at

from app.demo.cast import ADMINISTRATOR, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from persistence import cases

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
REASON = "Saya dinas luar sampai Jumat."
LATER = 21_000  # milliseconds: a little more than the list waits before it looks again


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


def line(page: Page, number: int) -> Any:
    """Return the line of a case."""
    return page.get_by_role("row").filter(has_text=f"KBK/2026/11/000{number}")


def on_task(page: Page, number: int) -> None:
    """Wait for the page of a task, and until it listens to keys."""
    expect(page.get_by_role("link", name="Kotak tugas").and_(page.locator("main a"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(f"KBK/2026/11/000{number}")
    expect(page.get_by_role("button", name="Pintasan papan ketik")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText")
        if name in (focused or ""):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


@pytest.fixture
def desk(live: Any, new_page: Any) -> Callable[[int], Page]:
    """Open the operator's list with four tasks of row 2 at a width."""

    def open_at(width: int) -> Page:
        for _ in range(4):
            case_at(live.players, "2")
            live.players.clock.pass_(seconds=30)
        page: Page = new_page(width)
        live.sign_in(page, OPERATOR)
        lane(live, page)
        return page

    return open_at


@pytest.mark.parametrize("width", [1280, 390])
def test_a_list_is_worked_without_a_mouse(desk: Callable[[int], Page], look: Look, width: int) -> None:
    """The sheet opens on ?, j and k move, x ticks, a claims; and while somebody writes, letters are only letters."""
    page = desk(width)
    keys = page.keyboard
    keys.press("?")
    sheet = page.get_by_role("dialog", name="Pintasan papan ketik")
    expect(sheet).to_be_visible()
    look(page)
    keys.press("Escape")
    expect(sheet).to_be_hidden()
    keys.press("j")
    keys.press("j")
    expect(line(page, 2).get_by_role("link").first).to_be_focused()
    keys.press("k")
    keys.press("x")
    expect(line(page, 1).get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("1 tugas dipilih")).to_be_visible()
    look(page)
    keys.press("a")
    note = page.get_by_label("Catatan penerimaan")
    note.focus()
    keys.type("jangan saat mengetik?")
    expect(note).to_have_value("jangan saat mengetik?")
    expect(page.get_by_text("Tersimpan pukul")).to_be_visible(timeout=20_000)
    note.blur()
    keys.press("g")
    keys.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak tugas")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_task_is_handed_over_and_another_put_off(desk: Callable[[int], Page], look: Look, width: int) -> None:
    """n claims the next, s hands it over with a reason, t puts it off; a day after the due time is asked about once."""
    page = desk(width)
    keys = page.keyboard
    keys.press("n")
    on_task(page, 1)
    keys.press("s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alihkan tugas")
    look(page)
    tab_to(page, "Rina Kusuma")
    keys.press("Space")
    keys.press("Tab")
    keys.type(REASON)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_text("KBK/2026/11/0001 dialihkan kepada Rina Kusuma, bersama drafnya.")).to_be_visible()
    keys.press("n")
    on_task(page, 2)
    keys.press("t")
    page.get_by_label("Tunda sampai tanggal").fill("2026-11-25")
    keys.press("Enter")
    expect(page.get_by_text("Tanggal itu setelah tenggat")).to_be_visible()
    look(page)
    tab_to(page, "Tetap tunda")
    keys.press("Enter")
    expect(page.get_by_text("Tugas ditunda sampai Rabu, 25 November 2026 pukul 07.30 WIB.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_palette_finds_without_a_mouse(desk: Callable[[int], Page], look: Look, width: int) -> None:
    """Ctrl+K, some letters and Enter: an action of any page, one of this page, and a case by a part of its number."""
    page = desk(width)
    keys = page.keyboard
    keys.press("Control+k")
    expect(page.get_by_role("combobox", name="Nomor laporan, halaman, atau tindakan")).to_be_focused()
    first = page.get_by_role("option", name="Ambil berikutnya")
    expect(first).to_have_attribute("aria-selected", "true")
    keys.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    keys.press("ArrowUp")
    look(page)
    keys.press("Enter")
    on_task(page, 1)
    keys.press("Control+k")
    keys.type("lepas")
    expect(page.get_by_role("option", name="Lepas tugas")).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(page.get_by_text("Tugas dikembalikan ke lajur.")).to_be_visible()
    keys.press("Control+k")
    keys.type("11/3")
    expect(page.get_by_role("option", name="KBK/2026/11/0003")).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    on_task(page, 3)


def test_shortcuts_can_be_switched_off(live: Any, new_page: Any) -> None:
    """Off means that no letter does anything, here and on the next page; Ctrl+K goes on, and they come back."""
    case_at(live.players, "2")
    page: Page = new_page()
    live.sign_in(page, OPERATOR)
    lane(live, page)
    page.get_by_role("button", name="Pintasan papan ketik").click()
    page.get_by_label("Pintasan satu huruf aktif").uncheck()
    page.get_by_role("button", name="Tutup").click()
    page.reload()
    for key in ("j", "n", "?", "x"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="Lampu jalan").first).not_to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("pintasan tidak ada")
    expect(page.get_by_text("Tidak ada yang cocok.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pintasan papan ketik").click()
    page.get_by_label("Pintasan satu huruf aktif").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Lampu jalan").first).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_many_at_once_say_what_became_of_each(live: Any, new_page: Any, look: Look, width: int) -> None:
    """Two are claimed, the one that somebody else has is refused by name; then the two are handed over together."""
    players = live.players
    for _ in range(2):
        case_at(players, "2")
    page: Page = new_page(width)
    live.sign_in(page, OPERATOR)
    claimed(players, SECOND_OPERATOR)
    lane(live, page)
    for box in page.get_by_role("checkbox", name="Pilih KBK").all():
        box.check()
    expect(page.get_by_text("3 tugas dipilih")).to_be_visible()
    page.get_by_role("button", name="Ambil yang dipilih").click()
    expect(page.get_by_text("2 tugas diambil, 1 ditolak.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="ditolak")).to_contain_text("sudah diambil oleh Rina Kusuma")
    look(page)
    page.get_by_role("link", name="Kembali ke kotak tugas").click()
    expect(page).to_have_url(re.compile("tampilan=lajur"))
    for number in (1, 2):
        line(page, number).get_by_role("checkbox").check()
    page.get_by_role("button", name="Alihkan yang dipilih").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alihkan 2 tugas")
    look(page)
    page.get_by_label("Rina Kusuma").check()
    page.get_by_label("Alasan").fill(REASON)
    page.get_by_role("main").get_by_role("button", name="Alihkan").click()
    expect(page.get_by_text("2 tugas dialihkan.")).to_be_visible()


def test_many_at_once_without_scripts(live: Any, new_page: Any) -> None:
    """Boxes, the bar and the result are plain forms; with nothing ticked the page says so."""
    case_at(live.players, "2")
    page: Page = new_page(java_script_enabled=False)
    live.sign_in(page, OPERATOR)
    lane(live, page)
    page.get_by_role("button", name="Ambil yang dipilih").click()
    expect(page.get_by_text("Belum ada tugas yang dipilih.")).to_be_visible()
    page.get_by_role("checkbox", name="Pilih KBK/2026/11/0001").check()
    page.get_by_role("button", name="Ambil yang dipilih").click()
    expect(page.get_by_text("1 tugas diambil.")).to_be_visible()
    page.goto(f"{live.address}/tugas")
    page.get_by_role("button", name="Ambil berikutnya").click()
    expect(page.get_by_text("Tidak ada lagi tugas yang dapat diambil")).to_be_visible()


@pytest.fixture
def open_list(live: Any, browser: Browser) -> Iterator[Page]:
    """Open the operator's list with two tasks, the first in focus and ticked, in a browser whose clock the test moves.

    It is a page of its own: being told that the session is over is an answer of 401, which is no fault here.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID")
    page = context.new_page()
    page.clock.install()
    live.sign_in(page, OPERATOR)
    for _ in range(2):
        case_at(live.players, "2")
    lane(live, page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("link", name="Lampu jalan").first).to_be_focused()
    yield page
    context.close()


def test_news_comes_by_itself(live: Any, open_list: Page) -> None:
    """A new task appears and is said once; what is ticked and what has the focus stay."""
    live.players.clock.pass_(seconds=10)
    case_at(live.players, "2", judul=["Pohon tumbang di jalan desa"])
    news = open_list.locator("[data-list-news]")
    open_list.clock.fast_forward(LATER)
    expect(open_list.get_by_role("link", name="Pohon tumbang")).to_be_visible()
    expect(news).to_have_text("1 tugas baru di daftar.")
    expect(open_list.get_by_role("link", name="Lampu jalan").first).to_be_focused()
    expect(open_list.get_by_text("1 tugas dipilih")).to_be_visible()
    open_list.clock.fast_forward(LATER)
    expect(news).to_have_text("")


def test_nothing_is_taken_from_under_the_focus(live: Any, open_list: Page) -> None:
    """A line that went away stays as long as somebody is in it, and goes when she has left it."""
    players = live.players
    with players.office.database.reading() as connection:
        waiting = cases.running_ids(connection)
    for case_id in waiting:
        players.complete(SECOND_OPERATOR, case_id, **RECEIVED)
    open_list.clock.fast_forward(LATER)
    gone = open_list.locator("[data-gone]")
    expect(gone).to_have_count(1)
    expect(gone.get_by_role("link").first).to_be_focused()
    gone.get_by_role("link").first.blur()
    open_list.clock.fast_forward(LATER)
    expect(gone).to_have_count(0)


def test_the_list_says_when_it_stops(open_list: Page) -> None:
    """After logging out nothing is asked any more, and the page says why and where to log in."""
    open_list.context.clear_cookies()
    open_list.clock.fast_forward(LATER)
    expect(open_list.get_by_text("Daftar tidak diperbarui lagi karena Anda sudah keluar.")).to_be_visible()
    expect(open_list.get_by_role("link", name="Masuk lagi")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_who_works_here_has_the_palette(live: Any, new_page: Any, look: Look, width: int) -> None:
    """An administrator finds her pages, a supervisor every case; on a phone it opens from the menu."""
    case_at(live.players, "4")
    for person, text, expected in (
        (ADMINISTRATOR, "kalender", "Kalender kerja"),
        (SUPERVISOR, "0001", "KBK/2026/11/0001"),
        (UNIT_OFFICER, "ambil", "Ambil berikutnya"),
    ):
        page: Page = new_page(width)
        live.sign_in(page, person)
        if width < 600:
            page.get_by_text("Menu", exact=True).click()
        page.get_by_role("button", name="Cari cepat").click()
        page.get_by_role("combobox", name="Nomor laporan").fill(text)
        first = page.get_by_role("dialog").get_by_role("option").first
        expect(first).to_contain_text(expected)
        look(page)
        first.click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
