"""Nothing that a citizen has written is lost: not by a dead connection, a wrong field, or a closed browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from journeys.citizen_form import expect_filled, fill, send
from PIL import Image
from playwright.sync_api import Page, expect

from persistence import attachments

pytestmark = pytest.mark.browser

STATUS = "[data-draft-status]"


@pytest.fixture
def form(live: Any, new_page: Any) -> Page:
    """Open the form on a phone."""
    page: Page = new_page(390)
    page.goto(f"{live.address}/pengaduan/baru")
    return page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Take a picture of the lamp."""
    path = tmp_path / "lampu.jpg"
    Image.new("RGB", (640, 480), "navy").save(path)
    return path


def test_a_draft_survives_a_lost_connection(form: Page) -> None:
    """Without a connection the device keeps what is written; with one again the server has it, and it can be sent."""
    form.context.set_offline(True)
    fill(form)
    expect(form.locator(STATUS)).to_contain_text("Isian disimpan di perangkat ini")
    expect_filled(form)
    form.context.set_offline(False)
    expect(form.locator(STATUS)).to_contain_text("Tersimpan pukul", timeout=30_000)
    send(form)
    expect(form.locator(".access-code")).to_be_visible()


def test_a_draft_is_found_again(form: Page, live: Any) -> None:
    """Whoever comes back later, in the same browser, goes on where she was; after sending, the form is empty."""
    fill(form)
    expect(form.locator(STATUS)).to_contain_text("Tersimpan pukul")
    form.goto(live.address)
    form.goto(f"{live.address}/pengaduan/baru")
    expect_filled(form)
    expect(form.get_by_text("Ini draf yang tersimpan")).to_be_visible()
    send(form)
    form.goto(f"{live.address}/pengaduan/baru")
    expect(form.locator("[name=judul]")).to_have_value("")
    expect(form.locator("[data-draft-restore]")).to_be_hidden()


def test_a_wrong_field_keeps_everything_and_the_files(form: Page, photo: Path) -> None:
    """The server's refusal leads to the field, and what was written and uploaded is still there and can be sent."""
    fill(form)
    form.locator("input[type=file][name=lampiran]").set_input_files(photo)
    form.locator("[name=judul]").fill("Pendek")
    form.locator("form[data-form]").evaluate("form => form.noValidate = true")
    form.get_by_role("button", name="Kirim laporan").click()
    expect(form.locator("[data-error-summary]")).to_be_focused()
    form.get_by_role("link", name="Judul terlalu pendek").click()
    expect(form.locator("[name=judul]")).to_be_focused()
    form.locator("[name=judul]").fill("Lampu jalan depan pasar mati")
    expect_filled(form)
    expect(form.get_by_label("lampu.jpg")).to_be_checked()
    for label in ("Saya menyatakan", "Saya sudah membaca"):
        form.get_by_label(label).check()
    send(form)


def test_a_large_photo_is_made_smaller_before_it_is_sent(live: Any, form: Page, tmp_path: Path) -> None:
    """A photo above the limit of the office arrives nevertheless, as a small one."""
    path = tmp_path / "kamera.jpg"
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(path, quality=92)
    assert path.stat().st_size > live.players.office.settings.upload_max_mb * 1024 * 1024
    fill(form)
    form.locator("input[type=file][name=lampiran]").set_input_files(path)
    send(form)
    with live.players.office.database.reading() as connection:
        (file,) = attachments.of_case(connection, UUID(form.url.rsplit("/", 1)[1]))
    assert file.size < 3_000_000


def test_a_guest_who_logs_in_takes_her_draft_along(form: Page, live: Any) -> None:
    """The way to the login and back leads to the same form, now with the account."""
    fill(form)
    expect(form.locator(STATUS)).to_contain_text("Tersimpan pukul")
    form.get_by_role("link", name="Masuk dahulu").click()
    form.get_by_label("E-mail atau nomor HP").fill("siti@contoh.id")
    form.get_by_label("Kata sandi").fill("sop-kebakkramat")
    form.get_by_role("main").get_by_role("button", name="Masuk").click()
    form.wait_for_url("**/pengaduan/baru")
    expect_filled(form)
    send(form)
    form.goto(f"{live.address}/laporan-saya")
    expect(form.get_by_role("link", name="Lampu jalan depan pasar mati")).to_be_visible()


def test_a_draft_can_be_thrown_away(form: Page) -> None:
    """On a shared computer the next person begins empty, and it is asked before."""
    fill(form)
    expect(form.locator(STATUS)).to_contain_text("Tersimpan pukul")
    form.reload()
    form.get_by_role("link", name="Mulai dari kosong").click()
    form.get_by_role("button", name="Ya, buang draf").click()
    expect(form.get_by_text("Draf sudah dibuang.")).to_be_visible()
    expect(form.locator("[name=judul]")).to_have_value("")
