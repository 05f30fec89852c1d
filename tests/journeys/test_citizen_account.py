"""A citizen with an account: she registers, finds her cases, changes her password, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import CITIZEN

pytestmark = pytest.mark.browser

PASSWORD, NEW_PASSWORD = "kuda baterai staples", "jembatan gantung merah"


@pytest.mark.parametrize("width", [1280, 390])
def test_register_change_the_password_and_leave(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int
) -> None:
    """She registers with her phone number, changes her password, logs out, and comes back with the new one."""
    page: Page = new_page(width)
    page.goto(f"{live.address}/daftar")
    axe(page)
    fits(page)
    page.get_by_label("Nama lengkap").fill("Wati Susanti")
    page.get_by_label("E-mail atau nomor HP").fill("0812 3456 7890")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Belum ada laporan")).to_be_visible()
    axe(page)
    fits(page)
    page.goto(f"{live.address}/akun")
    axe(page)
    fits(page)
    page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
    page.get_by_label("Kata sandi baru").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Ganti kata sandi").click()
    expect(page.get_by_text("Kata sandi sudah diganti.")).to_be_visible()
    if width < 600:
        page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Silakan masuk")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Masuk").click()
    page.get_by_label("E-mail atau nomor HP").fill("+62 812-3456-7890")
    page.get_by_label("Kata sandi").fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/akun")


@pytest.mark.parametrize("width", [1280, 390])
def test_her_cases_are_listed(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int
) -> None:
    """Each case stands there with its title, its status and its date, and leads to its page."""
    live.players.submit(CITIZEN)
    page: Page = new_page(width)
    live.sign_in(page, CITIZEN)
    expect(page.get_by_text("langkah ini paling lambat 24 Nov 2026 10.10 WIB")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Lampu jalan depan pasar mati").click()
    expect(page.get_by_role("heading", name="Perjalanan laporan")).to_be_visible()
    axe(page)
    fits(page)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/masuk", "/privasi", "/lacak", "/pengaduan/draf/buang", "/kasus/tidak-ada"])
def test_the_other_pages_are_accessible_and_fit(
    live: Any, new_page: Any, axe: Callable[[Page], None], fits: Callable[[Page], None], path: str, width: int
) -> None:
    """No page of a visitor breaks a rule of accessibility, or needs to be moved sideways."""
    page: Page = new_page(width)
    page.goto(f"{live.address}{path}")
    axe(page)
    fits(page)
