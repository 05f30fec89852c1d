"""The complaint form, filled in by hand."""

from __future__ import annotations

from playwright.sync_api import Page, expect

WRITTEN = {
    "judul": "Lampu jalan depan pasar mati",
    "uraian": "Sudah tiga minggu lampu jalan di depan pasar mati, sehingga jalan gelap dan rawan.",
    "lokasi_desa": "Kebak",
    "penyelesaian": "Mohon lampunya diperbaiki.",
}
WHO = {"nama": "Siti Rahayu", "alamat": "Jalan Pasar 1, RT 02/RW 03, Kebak"}


def fill(page: Page) -> None:
    """Fill in a complaint whose answer is fetched at the counter."""
    page.get_by_label("Kategori", exact=True).select_option("infrastructure")
    page.get_by_label("Sub kategori", exact=True).select_option("lampu_jalan")
    for name, text in {**WRITTEN, **WHO}.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_label("Saya ambil di loket").check()
    page.get_by_label("Saya menyatakan").check()
    page.get_by_label("Saya sudah membaca").check()


def send(page: Page) -> None:
    """Press the button and wait for the receipt."""
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/tanda-terima/*")


def expect_filled(page: Page) -> None:
    """Check that nothing of what was written is lost."""
    for name, text in {**WRITTEN, **WHO}.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    expect(page.get_by_label("Kategori", exact=True)).to_have_value("infrastructure")
    expect(page.get_by_label("Sub kategori", exact=True)).to_have_value("lampu_jalan")
    expect(page.get_by_label("Saya ambil di loket")).to_be_checked()
