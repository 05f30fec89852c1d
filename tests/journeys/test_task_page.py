"""Beside the form of a task: notes, pictures, ready texts, who else is there, and what leaving would lose."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from office_fixtures import COMPLAINT, Players
from PIL import Image
from playwright.sync_api import Page, expect
from reportlab.pdfgen import canvas
from sop_steps import INFORMATION, RECEIVED, case_at, complaint

from app.actions.save_answer_template import save_answer_template
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.submit_complaint import submit_complaint
from app.complaint_draft import read_draft
from app.demo.cast import CITIZEN, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from app.security.uploads import judge
from persistence.answer_templates import TemplateText

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]


@pytest.fixture
def look(axe: Look, fits: Look) -> Look:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def open_task(live: Any, page: Page, case_id: UUID) -> None:
    page.goto(f"{live.address}/tugas/{live.players.open_task(case_id).id}")


def claim(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Ambil tugas").first.click()
    expect(page.get_by_role("button", name="Selesaikan tugas")).to_be_enabled()


def test_a_note_names_a_colleague_who_finds_it(live: Any, new_page: Any, look: Look) -> None:
    """The name is chosen with the keyboard; she sees a line in her inbox, reads the note, answers from a phone."""
    case_id = case_at(live.players, "3")
    dewi: Page = new_page()
    live.sign_in(dewi, OPERATOR)
    open_task(live, dewi, case_id)
    field = dewi.get_by_label("Catatan baru")
    field.press_sequentially("Tolong dicek @ri")
    expect(dewi.get_by_role("option")).to_have_text(["Rina Kusuma"])
    look(dewi)
    field.press("Enter")
    expect(field).to_have_value("Tolong dicek @Rina Kusuma ")
    dewi.get_by_role("button", name="Simpan catatan").click()
    expect(dewi.locator(".task-name")).to_have_text("@Rina Kusuma")
    rina: Page = new_page(390)
    live.sign_in(rina, SECOND_OPERATOR)
    expect(rina.get_by_text("Anda disebut dalam 1 catatan")).to_be_visible()
    look(rina)
    rina.get_by_role("link", name="KBK/2026/11/0001").first.click()
    expect(rina.get_by_text("Anda disebut", exact=True)).to_be_visible()
    look(rina)
    rina.get_by_label("Catatan baru").fill("NIK 3313010101900001")
    rina.get_by_role("button", name="Simpan catatan").click()
    expect(rina.get_by_text("Catatan ini memuat NIK.").first).to_be_visible()
    expect(rina.get_by_label("Catatan baru")).to_have_value("NIK 3313010101900001")


def test_pictures_open_large_and_papers_are_kept(live: Any, new_page: Any, look: Look) -> None:
    """Enter opens a picture, the arrows go on, Escape closes it where it was opened; a PDF tells its pages."""
    players: Players = live.players
    case_id = with_files(players)
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **complaint(players))
    page: Page = new_page()
    live.sign_in(page, UNIT_OFFICER)
    open_task(live, page, case_id)
    expect(page.get_by_role("link", name="surat RT.pdf")).to_be_visible()
    expect(page.get_by_text(re.compile(r"PDF, \d+ kB, 3 halaman"))).to_be_visible()
    first = page.get_by_role("link", name="lampu.jpg")
    assert first.locator("img").evaluate("image => image.complete && image.naturalWidth") == 320
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="lampu.jpg")).to_be_visible()
    look(page)
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name="jembatan.jpg")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="jembatan.jpg")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_answer_begins_with_a_template(live: Any, new_page: Any, look: Look, width: int) -> None:
    """The text goes where the person was writing, is saved as a draft, and the documents stay in sight meanwhile."""
    players: Players = live.players
    text = TemplateText("jawaban", None, "Sudah ditangani", "Laporan {nomor} sudah kami tangani.", is_active=True)
    save_answer_template(players.office, players.actor(OPERATOR), text, None, "1")
    case_id = players.submit(CITIZEN).case_id
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **INFORMATION)
    page: Page = new_page(width)
    live.sign_in(page, OPERATOR)
    open_task(live, page, case_id)
    claim(page)
    field = page.get_by_label("Jawaban kepada pelapor")
    field.fill("Yth. Ibu,")
    page.get_by_text("Templat untuk “Jawaban kepada pelapor”").click()
    look(page)
    page.get_by_role("link", name="Pakai sebagai awal").click()
    expect(field).to_have_value("Yth. Ibu,\n\nLaporan KBK/2026/11/0001 sudah kami tangani.")
    expect(page.get_by_text("Tersimpan pukul 10.00 WIB")).to_be_visible()
    if width > 1000:
        page.mouse.wheel(0, 400)
        expect(page.get_by_role("region", name="Kelengkapan")).to_be_in_viewport(ratio=0.3)
    else:
        page.get_by_role("link", name="Ke dokumen").click()
        expect(page.get_by_role("heading", name="Laporan Pengaduan")).to_be_in_viewport()


def test_leaving_asks_only_while_something_is_unsaved(live: Any, new_page: Any) -> None:
    """A draft that the server has needs no question; one that it does not have, and a begun note, do."""
    case_id = case_at(live.players, "3")
    page: Page = new_page()
    live.sign_in(page, OPERATOR)
    open_task(live, page, case_id)
    claim(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Alasan klasifikasi").fill("Hanya bertanya jadwal.")
    expect(page.get_by_text("Tersimpan pukul 10.00 WIB")).to_be_visible()
    page.reload()
    assert asked == []
    expect(page.get_by_text("Draf tersimpan 24 Nov 2026 10.00 WIB")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Alasan klasifikasi").fill("Hanya bertanya jadwal layanan.")
    expect(page.get_by_text("Belum tersimpan di server, dicoba lagi.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Tersimpan pukul 10.00 WIB")).to_be_visible()
    page.get_by_label("Catatan baru").fill("Setengah catatan")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_small_form_saves_the_large_one_first(live: Any, new_page: Any) -> None:
    """Writing a note while the form is not saved yet loses nothing of the form, and asks nothing."""
    case_id = case_at(live.players, "3")
    page: Page = new_page()
    live.sign_in(page, OPERATOR)
    open_task(live, page, case_id)
    claim(page)
    page.get_by_label("Catatan baru").fill("Sudah ditelepon.")
    page.get_by_label("Alasan klasifikasi").fill("Hanya bertanya jadwal.")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Catatan disimpan.")).to_be_visible()
    expect(page.get_by_label("Alasan klasifikasi")).to_have_value("Hanya bertanya jadwal.")


def test_two_see_each_other(live: Any, new_page: Any, look: Look) -> None:
    """Who has the task open is named while she has; why a button is closed is said; the due time tells its sum."""
    case_id = case_at(live.players, "3")
    dewi, rina = new_page(), new_page()
    for page, person in ((dewi, OPERATOR), (rina, SECOND_OPERATOR)):
        live.sign_in(page, person)
        open_task(live, page, case_id)
    expect(rina.get_by_text("Dewi Lestari sedang membuka tugas ini.")).to_be_visible()
    claim(dewi)
    rina.reload()
    taken = rina.get_by_role("main").get_by_role("button", name="Ambil tugas")
    expect(taken).to_be_disabled()
    expect(taken).to_have_accessible_description("Sudah diambil oleh Dewi Lestari, 24 Nov 2026 10.00 WIB.")
    rina.get_by_text("2 orang dapat mengambilnya").click()
    expect(rina.get_by_text("Rina Kusuma (Anda)")).to_be_visible()
    rina.get_by_text("Bagaimana dihitung").click()
    expect(rina.get_by_text("Selasa 10.00 + 120 menit kerja = Selasa 12.00")).to_be_visible()
    expect(rina.get_by_role("row", name="Selasa, 24 Nov 10.00–12.00 Jam kerja 120 menit")).to_be_visible()
    look(rina)
    dewi.goto(f"{live.address}/tugas")
    # The sign that she leaves travels beside the request for the next page.
    dewi.wait_for_load_state("networkidle")
    rina.reload()
    expect(rina.get_by_text("sedang membuka tugas ini")).to_be_hidden()


def test_the_diagram_comes_when_it_is_looked_at(live: Any, new_page: Any, look: Look) -> None:
    """A phone draws it only after scrolling there; the path so far is marked, and the arrows move it."""
    case_id = case_at(live.players, "4")
    page: Page = new_page(390)
    live.sign_in(page, SUPERVISOR)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_task(live, page, case_id)
    expect(page.get_by_role("heading", name="Catatan internal")).to_be_visible()
    figure = page.locator("[data-diagram]")
    assert not any(url.endswith("diagram.bpmn") for url in asked)
    figure.scroll_into_view_if_needed()
    drawing = figure.get_by_role("img", name=re.compile("Diagram SOP"))
    expect(drawing).to_be_visible()
    assert figure.locator(".djs-shape.is-current").count() == 1
    assert figure.locator(".djs-connection.is-done").count() >= 4
    before = figure.locator(".viewport").get_attribute("transform")
    drawing.press("ArrowRight")
    assert figure.locator(".viewport").get_attribute("transform") != before
    look(page)


def with_files(players: Players) -> UUID:
    """Submit a complaint with two pictures and a letter of three pages."""
    actor, token = players.actor(CITIZEN), uuid4().hex
    raw: dict[str, Sequence[str]] = dict(COMPLAINT)
    with players.app.test_request_context():
        files: Mapping[str, bytes] = {
            "lampu.jpg": picture("navy"),
            "jembatan.jpg": picture("maroon"),
            "surat RT.pdf": letter(),
        }
        uploads = [("lampiran", judge(name, content, 5)) for name, content in files.items()]
        save_complaint_draft(players.office, actor, token, raw, uploads)
        with players.office.database.reading() as connection:
            raw["lampiran"] = [str(file.id) for file in read_draft(players.office, connection, token).files]
        return submit_complaint(players.office, actor, token, raw, "sekali").case_id


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(buffer, format="JPEG")
    return buffer.getvalue()


def letter() -> bytes:
    buffer = io.BytesIO()
    paper = canvas.Canvas(buffer)
    for number in range(3):
        paper.drawString(100, 100, str(number))
        paper.showPage()
    paper.save()
    return buffer.getvalue()
