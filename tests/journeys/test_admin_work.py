"""An administrator takes somebody on, and lets her go."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from app.demo.cast import ADMINISTRATOR

pytestmark = pytest.mark.browser


def test_a_new_officer_gets_an_account_a_seat_and_her_inbox(live: Any, new_page: Any) -> None:
    """The password shown once logs her in; her seat opens the inbox; shut out, she is gone at the next click."""
    number = live.players.submit().number
    desk, hers = new_page(), new_page(390)
    live.sign_in(desk, ADMINISTRATOR)
    desk.get_by_role("link", name="Akun", exact=True).click()
    desk.get_by_role("link", name="Akun baru").click()
    desk.get_by_label("Nama lengkap").fill("Wati Susanti")
    desk.get_by_label("E-mail atau nomor HP").fill("wati@contoh.id")
    desk.get_by_role("button", name="Buat akun").click()
    password = desk.locator(".secret").inner_text()
    desk.get_by_role("link", name="Tetapkan kursi").click()

    hers.goto(f"{live.address}/masuk")
    hers.get_by_label("E-mail atau nomor HP").fill("wati@contoh.id")
    hers.get_by_label("Kata sandi").fill(password)
    hers.get_by_role("main").get_by_role("button", name="Masuk").click()
    hers.wait_for_url("**/tugas")
    expect(hers.get_by_text(number)).to_have_count(0)

    desk.get_by_role("group", name="Pelaksana pada SOP").get_by_label("Operator/Agen").check()
    desk.get_by_role("button", name="Simpan kursi").click()
    expect(desk.get_by_role("status")).to_contain_text("Kursi disimpan")
    hers.goto(f"{live.address}/tugas?daftar=jalur")
    expect(hers.get_by_text(number).first).to_be_visible()

    desk.get_by_role("link", name="Nonaktifkan").click()
    desk.get_by_role("button", name="Nonaktifkan").click()
    expect(desk.get_by_text("Tidak aktif")).to_be_visible()
    hers.goto(f"{live.address}/tugas")
    expect(hers.get_by_role("heading", level=1)).to_have_text("Silakan masuk")
