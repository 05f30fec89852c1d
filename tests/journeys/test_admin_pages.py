"""Every page of administrators: readable by everybody, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from app.actions.import_holidays import import_holidays
from app.demo.cast import ADMINISTRATOR, CITIZEN, SUPERVISOR
from persistence.tables import outbox, timers

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/akun",
    "/akun?cari=tidak-ada-orang-ini",
    "/akun/baru",
    "/akun/3",
    "/akun/3/nonaktif",
    "/akun/3/sandi",
    "/unit",
    "/unit/baru",
    "/unit/1",
    "/kategori",
    "/kategori/baru",
    "/kategori/1",
    "/kalender",
    "/kalender/jam",
    "/kalender/musim/baru?tahun=2027",
    "/kalender/tahun/2026",
    "/kalender/tahun/2030",
    "/kalender/hari/baru",
    "/sop",
)
Check = Callable[[Page], None]


@pytest.fixture
def busy(live: Any) -> Any:
    """Give the office something of everything that its administrator looks at."""
    office = live.players.office
    live.players.submit(CITIZEN)
    import_holidays(office, live.players.actor(ADMINISTRATOR), 2026)
    with office.database.transaction() as connection:
        connection.execute(update(timers).values(state="failed", last_error="WrongKey"))
        connection.execute(update(outbox).values(state="failed", last_error="Refused: 554"))
    live.players.clock.pass_(minutes=30)
    return live


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits(busy: Any, new_page: Any, axe: Check, fits: Check, width: int) -> None:
    """axe-core finds nothing on any page, and none needs to be moved sideways."""
    page = new_page(width)
    busy.sign_in(page, ADMINISTRATOR)
    for address in PAGES:
        page.goto(f"{busy.address}/pengelolaan{address}")
        expect(page.locator("h1")).to_be_visible()
        axe(page)
        fits(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_answers_to_forms_are_accessible_and_fit(busy: Any, new_page: Any, axe: Check, fits: Check, width: int) -> None:
    """Errors at the field, the preview of a calendar and a password that is shown once read as well as the forms."""
    page = new_page(width)
    busy.sign_in(page, ADMINISTRATOR)
    page.goto(f"{busy.address}/pengelolaan/akun/baru")
    page.get_by_label("Nama lengkap").fill("Wati Susanti")
    page.get_by_label("E-mail atau nomor HP").fill("dewi@contoh.id")
    page.get_by_role("button", name="Buat akun").click()
    expect(page.locator("#isian-nama_masuk-kesalahan")).to_contain_text("sudah mempunyai akun")
    axe(page)
    fits(page)
    page.get_by_label("E-mail atau nomor HP").fill("wati@contoh.id")
    page.get_by_role("button", name="Buat akun").click()
    expect(page.locator(".secret")).to_have_text(re.compile("^[a-z2-9-]{19}$"))
    axe(page)
    fits(page)
    page.goto(f"{busy.address}/pengelolaan/kalender/tahun/2026")
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_role("heading", name="Berlakukan kalender versi 2?")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Berlakukan").click()
    expect(page.get_by_role("status")).to_contain_text("Kalender versi 2 berlaku.")
    axe(page)
    fits(page)


def test_a_supervisor_reads_the_sop_and_nothing_else(busy: Any, page: Page, axe: Check) -> None:
    """The SOP stands in the supervisor's menu; its page leads to no page of administrators."""
    busy.sign_in(page, SUPERVISOR)
    page.get_by_role("link", name="SOP").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SOP Pembinaan Pengaduan Masyarakat")
    expect(page.get_by_role("img", name="Keputusan: Hanya informasi?")).to_be_visible()
    expect(page.locator('[data-element-id="menanggapi"]').first).to_be_visible()
    expect(page.get_by_role("link", name="Kalender kerja")).to_have_count(0)
    axe(page)


def test_the_sop_is_printed_across(busy: Any, page: Page) -> None:
    """On paper the table lies across and the page's furniture is gone."""
    busy.sign_in(page, SUPERVISOR)
    page.goto(f"{busy.address}/pengelolaan/sop")
    expect(page.locator('[data-element-id="menanggapi"]').first).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert boxes
    assert all(float(width) > float(height) for width, height in boxes)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Tabel prosedur")).to_be_visible()
    expect(page.locator("[data-diagram]")).to_be_hidden()
