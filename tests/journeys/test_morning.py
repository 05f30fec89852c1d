"""The Camat's morning in a real browser: she looks, hands over, names a substitute, and the substitute works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sop_steps import ANSWER, case_at

from app.demo.cast import LEAD, OPERATOR, SUPERVISOR

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]


@pytest.fixture
def look(axe: Look, fits: Look) -> Look:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def late_office(live: Any) -> None:
    """Let tasks of three rows be late on Wednesday, and one be due then."""
    for row in ("2", "2", "4", "5"):
        case_at(live.players, row)
    live.players.clock.pass_(hours=24)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_camat_reads_her_morning_and_hands_over(live: Any, new_page: Any, look: Look, width: int) -> None:
    """Her first page shows what is late; a number leads to its list, where she gives two tasks to one person."""
    late_office(live)
    page: Page = new_page(width)
    live.sign_in(page, SUPERVISOR)
    expect(page).to_have_url(f"{live.address}/pengawasan")
    expect(page.get_by_role("listitem").filter(has_text="terlambat").first).to_contain_text("3")
    look(page)
    page.get_by_role("link", name="3 terlambat").first.click()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    look(page)
    page.get_by_label("Pilih KBK/2026/11/0001").check()
    page.get_by_label("Pilih KBK/2026/11/0002").check()
    page.get_by_role("button", name="Alihkan yang dipilih").click()
    page.get_by_role("radio", name="Rina Kusuma").check()
    page.get_by_label("Alasan", exact=True).fill("Dewi mengikuti pelatihan sampai Kamis.")
    page.get_by_role("button", name="Alihkan").click()
    expect(page.get_by_text("Dialihkan kepada Rina Kusuma.").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Kembali ke daftar").click()
    expect(page.get_by_text("Dewi mengikuti pelatihan sampai Kamis.").first).to_be_visible()
    page.get_by_role("link", name="Tulis alasan").first.click()
    page.get_by_label("Mengapa tugas ini terlambat?").fill("Petugas yang memegangnya sakit sejak Senin.")
    look(page)
    page.get_by_role("button", name="Simpan alasan").click()
    expect(page.get_by_text("Petugas yang memegangnya sakit sejak Senin.")).to_be_visible()
    page.goto(f"{live.address}/pengawasan")
    rina = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Rina Kusuma"))
    expect(rina).to_contain_text("20 menit")
    rina.get_by_role("link", name="2 terlambat, Rina Kusuma").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)


def name_lead(camat: Page, look: Look) -> None:
    """Name the operator as substitute of the lead, after a slip."""
    camat.get_by_role("link", name="Penggantian").click()
    look(camat)
    camat.get_by_role("link", name="Tunjuk pengganti").click()
    substitute = camat.get_by_label("Pengganti", exact=False).and_(camat.locator("[name=pengganti]"))
    camat.get_by_label("Yang digantikan").select_option(label=LEAD.name)
    substitute.select_option(label=LEAD.name)
    camat.get_by_role("button", name="Tunjuk pengganti").click()
    expect(camat.get_by_text("Seseorang tidak dapat menggantikan dirinya sendiri.").first).to_be_visible()
    look(camat)
    substitute.select_option(label=OPERATOR.name)
    camat.get_by_label("Sampai").fill("2026-11-26")
    camat.get_by_role("button", name="Tunjuk pengganti").click()
    expect(camat.get_by_text("Pengganti ditunjuk. Keduanya diberi tahu.")).to_be_visible()
    expect(camat.get_by_role("row").filter(has_text="Dewi Lestari")).to_contain_text("Berlaku")
    look(camat)


def work_for_lead(dewi: Page) -> None:
    """Claim and complete the lead's task."""
    dewi.get_by_role("link", name="Lampu jalan depan pasar mati").click()
    dewi.get_by_role("main").get_by_role("button", name="Ambil tugas").first.click()
    dewi.get_by_label("Tanggapan", exact=True).fill(ANSWER[0])
    dewi.get_by_role("button", name="Selesaikan tugas").click()
    expect(dewi.get_by_text("Berikutnya: “Menginput tanggapan”")).to_be_visible()


def test_a_substitute_works_and_both_names_stand(live: Any, new_page: Any, look: Look) -> None:
    """The lead is away; the operator sees and does her task, and the history names both. Ending it closes it again."""
    task_id = live.players.open_task(case_at(live.players, "5")).id
    camat, dewi = new_page(), new_page(390)
    live.sign_in(camat, SUPERVISOR)
    name_lead(camat, look)
    live.sign_in(dewi, OPERATOR)
    lane = f"{live.address}/tugas?tampilan=lajur"
    dewi.goto(lane)
    standing = "Anda menggantikan Endang Wulandari (Plh.) "
    expect(dewi.get_by_text(f"{standing}sampai Kamis, 26 November 2026.")).to_be_visible()
    look(dewi)
    work_for_lead(dewi)
    dewi.goto(f"{live.address}/akun")
    expect(dewi.get_by_text(f"{standing}dari Selasa, 24 November 2026")).to_be_visible()
    look(dewi)
    camat.goto(f"{live.address}/tugas/{task_id}")
    both = "Dewi Lestari a.n. Endang Wulandari (Plh.)"
    expect(camat.get_by_text(f"{both} menyelesaikan “Menerima tanggapan”.")).to_be_visible()
    camat.goto(f"{live.address}/pengawasan/penggantian")
    camat.get_by_role("link", name="Akhiri Dewi Lestari").click()
    look(camat)
    camat.get_by_role("button", name="Akhiri").click()
    expect(camat.get_by_text("Diakhiri lebih awal")).to_be_visible()
    dewi.goto(lane)
    expect(dewi.get_by_text("Anda menggantikan")).to_have_count(0)
