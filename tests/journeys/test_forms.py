"""The complaint form in a real browser: what the script adds, and that nothing is lost when the connection is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, jsonify, render_template_string, request
from playwright.sync_api import Page, expect

from app import assets
from app.security import headers
from forms.answers import check, initial_values
from forms.choices import Choice, Choices
from forms.errors import FieldErrors
from forms.fields import fields
from forms.schema import load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
CHOICES: Choices = {
    "categories": (
        Choice("infrastructure", "Infrastruktur"),
        Choice("protection", "Perlindungan", hint="Dalam bahaya? 110.", suggests={"kerahasiaan": "rahasia"}),
    ),
    "subcategories": (
        Choice("street_light", "Lampu jalan", parent="infrastructure"),
        Choice("lainnya", "Lainnya", parent="infrastructure"),
        Choice("violence", "Kekerasan", parent="protection"),
        Choice("lainnya", "Lainnya", parent="protection"),
    ),
    "attachments": (Choice("f1", "foto.jpg", parent="lampiran", hint="1,2 MB", href="/berkas/f1"),),
}
PAGE = """{% extends "base.html" %}{% from "forms/form.html" import form %}
{% block scripts %}<script type="module" src="{{ asset('form.js') }}"></script>{% endblock %}
{% block content %}<div class="page-narrow"><h1>Pengaduan baru</h1>
{{ form(fields, "/", csrf_token(), "Kirim laporan", draft_url="/draf", draft_key="satu") }}</div>{% endblock %}"""
FILLED = {
    "judul": "Lampu jalan depan pasar mati",
    "uraian": "Sejak dua minggu lampu jalan tidak menyala.",
    "lokasi_desa": "Kebak",
    "penyelesaian": "Lampu diganti.",
    "nama": "Siti Rahayu",
    "alamat": "Dusun Krajan RT 02 RW 01",
}

pytestmark = pytest.mark.browser


@dataclass
class Office:
    """What reached the server, and where its page is."""

    address: str = ""
    drafts: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def office(serve: Callable[[Flask], Any]) -> Iterator[Office]:
    """Serve the complaint form as the application does, with its policy for scripts."""
    app = Flask("app", root_path=str(ROOT / "app"))
    assets.register(app)
    headers.register(app, https=False)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    addresses = dict.fromkeys(["home_url", "login_url", "logout_url", "language_url"], "/")
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    frame = {"office_name": "Kecamatan", "navigation": [], "language": "id", "current_actor": None, **addresses}
    app.context_processor(lambda: frame)
    found = Office()

    @app.route("/", methods=["GET", "POST"])
    def show() -> tuple[str, int]:
        form, values, errors = load("pengaduan"), initial_values(load("pengaduan")), ()
        if request.method == "POST":
            try:
                found.answers.append(check(form, request.form.to_dict(flat=False), CHOICES, today=TODAY))
            except FieldErrors as refused:
                values, errors = dict(refused.values), refused.errors
            else:
                return "Laporan diterima", 200
        page = render_template_string(PAGE, fields=fields(form, values, CHOICES, errors, today=TODAY))
        return page, 422 if errors else 200

    @app.post("/draf")
    def save() -> Any:
        found.drafts.append(request.form.to_dict())
        found.tokens.append(request.headers.get("X-CSRFToken"))
        return jsonify(saved_at="14.05 WIB")

    with serve(app) as found.address:
        yield found


@pytest.fixture
def form(page: Page, office: Office) -> Page:
    """Open the form."""
    page.goto(office.address)
    return page


def choose(page: Page, category: str, subcategory: str) -> None:
    """Choose a category and one of its sub-categories."""
    page.get_by_label("Kategori", exact=True).select_option(category)
    page.get_by_label("Sub kategori", exact=True).select_option(subcategory)


def fill(page: Page) -> None:
    """Fill in a complete complaint whose answer is fetched at the counter."""
    choose(page, "infrastructure", "street_light")
    for name, text in FILLED.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_label("Saya ambil di loket").check()
    page.get_by_label("Saya menyatakan").check()
    page.get_by_label("Saya sudah membaca").check()


def offered(page: Page) -> list[str]:
    """Return the sub-categories on offer."""
    return page.get_by_label("Sub kategori", exact=True).locator("option").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_is_accessible_and_fits(
    new_page: Any, office: Office, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int
) -> None:
    """As it opens, and as it comes back with errors, axe finds nothing and a phone shows all of it."""
    page = new_page(width)
    page.goto(office.address)
    axe(page)
    fits(page)
    page.locator("form[data-form]").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    fits(page)


def test_only_what_fits_is_asked(form: Page) -> None:
    """Fields come and go with the answers they depend on, and so does what is required."""
    expect(form.get_by_label("Tanggal kejadian")).to_be_visible()
    form.get_by_label("Permintaan informasi").check()
    expect(form.get_by_label("Tanggal kejadian")).to_be_hidden()
    expect(form.get_by_role("heading", name="Tempat dan waktu kejadian")).to_be_hidden()
    expect(form.get_by_label("Rincian informasi yang diminta")).to_have_js_property("required", value=True)
    expect(form.get_by_label("Nama lengkap")).to_have_js_property("required", value=True)
    form.get_by_label("E-mail", exact=True).check()
    expect(form.get_by_label("Alamat e-mail")).to_be_visible()
    form.get_by_label("Anonim").check()
    expect(form.get_by_label("Nama lengkap")).to_be_hidden()
    expect(form.get_by_label("Alamat e-mail")).to_be_hidden()


def test_sub_categories_follow_the_category(form: Page) -> None:
    """Only the chosen category's sub-categories are offered; an equal one of another category is not taken over."""
    assert offered(form) == ["Pilih …"]
    choose(form, "infrastructure", "lainnya")
    assert offered(form) == ["Pilih …", "Lampu jalan", "Lainnya"]
    expect(form.get_by_label("Sebutkan sub kategori")).to_be_visible()
    form.get_by_label("Kategori", exact=True).select_option("protection")
    assert offered(form) == ["Pilih …", "Kekerasan", "Lainnya"]
    expect(form.get_by_label("Sub kategori", exact=True)).to_have_value("")
    expect(form.get_by_label("Sebutkan sub kategori")).to_be_hidden()


def test_a_category_may_propose_confidentiality(form: Page) -> None:
    """A category proposes its usual confidentiality and shows its note, but never over a person's own choice."""
    expect(form.get_by_text("Dalam bahaya? 110.")).to_be_hidden()
    form.get_by_label("Kategori", exact=True).select_option("protection")
    expect(form.get_by_text("Dalam bahaya? 110.")).to_be_visible()
    expect(form.get_by_label("Rahasia", exact=True)).to_be_checked()
    form.get_by_label("Anonim").check()
    form.get_by_label("Kategori", exact=True).select_option("infrastructure")
    form.get_by_label("Kategori", exact=True).select_option("protection")
    expect(form.get_by_label("Anonim")).to_be_checked()


def test_the_draft_is_saved_while_writing(form: Page, office: Office) -> None:
    """A pause saves the answers with the token, without hidden fields, and says when."""
    form.get_by_label("Nama lengkap").fill("Siti")
    form.get_by_label("Anonim").check()
    form.get_by_label("Judul").fill("Lampu jalan mati")
    expect(form.get_by_role("status")).to_have_text("Tersimpan pukul 14.05 WIB")
    assert office.drafts[-1]["judul"] == "Lampu jalan mati"
    assert not {"nama", "csrf_token"} & office.drafts[-1].keys()
    assert office.tokens[-1] == "token"
    assert form.evaluate("localStorage.length") == 0


def test_a_lost_connection_loses_nothing(form: Page, office: Office) -> None:
    """Without a connection the answers stay on the device and are offered again; saved once, they leave it."""
    form.route("**/draf", lambda route: route.abort())
    choose(form, "infrastructure", "lainnya")
    form.get_by_label("Judul").fill("Jalan di depan balai rusak")
    expect(form.get_by_role("status")).to_contain_text("disimpan di perangkat ini")
    form.unroute("**/draf")
    form.on("dialog", lambda dialog: dialog.accept())
    form.goto(office.address)
    form.get_by_role("button", name="Pulihkan isian").click()
    expect(form.get_by_label("Judul")).to_have_value("Jalan di depan balai rusak")
    expect(form.get_by_label("Sub kategori", exact=True)).to_have_value("lainnya")
    expect(form.get_by_label("Sebutkan sub kategori")).to_be_visible()
    expect(form.get_by_role("status")).to_have_text("Tersimpan pukul 14.05 WIB")
    assert office.drafts[-1]["judul"] == "Jalan di depan balai rusak"
    assert form.evaluate("localStorage.length") == 0


def test_sending_without_a_connection_waits(form: Page, office: Office) -> None:
    """A form sent while the connection is gone stays on the page, with a word about it, and can be sent later."""
    fill(form)
    form.context.set_offline(True)
    form.get_by_role("button", name="Kirim laporan").click()
    expect(form.get_by_role("status")).to_contain_text("Isian Anda aman di perangkat ini")
    form.context.set_offline(False)
    form.get_by_role("button", name="Kirim laporan").click()
    expect(form.get_by_text("Laporan diterima")).to_be_visible()
    assert office.answers[0]["nama"] == "Siti Rahayu"
    assert form.evaluate("localStorage.length") == 0


def test_leaving_with_unsaved_answers_asks_first(form: Page) -> None:
    """The browser asks before answers that the server does not have are thrown away, and only then."""
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.get_by_label("Judul").fill("Lampu")
    form.reload()
    assert asked == ["beforeunload"]
    form.get_by_label("Judul").fill("Lampu jalan mati")
    expect(form.get_by_role("status")).to_contain_text("Tersimpan")
    form.reload()
    assert asked == ["beforeunload"]


def test_a_refused_form_comes_back_filled_in(form: Page) -> None:
    """Errors stand at the top as links to their fields; what was right stays, and no old copy is offered."""
    fill(form)
    form.get_by_label("NIK").fill("12")
    form.locator("form[data-form]").evaluate("form => form.noValidate = true")
    form.get_by_role("button", name="Kirim laporan").click()
    form.get_by_role("link", name="NIK terdiri atas 16 angka.").click()
    expect(form.get_by_label("NIK")).to_be_focused()
    expect(form.get_by_label("Judul")).to_have_value(FILLED["judul"])
    expect(form.get_by_label("Sub kategori", exact=True)).to_have_value("street_light")
    expect(form.get_by_role("button", name="Pulihkan isian")).to_be_hidden()


def test_the_browser_knows_the_patterns_of_the_schema(form: Page) -> None:
    """Native checks agree with the server: what the schema refuses does not leave the browser."""
    form.get_by_label("Telepon atau WhatsApp").check()
    for label, wrong, right in [
        ("NIK", "331301010101000", "3313010101010001"),
        ("Nomor HP atau WhatsApp", "delapan", "+62 812-3456-789"),
        ("Judul", "Mati", "Lampu jalan mati"),
    ]:
        control = form.get_by_label(label, exact=True)
        control.press_sequentially(wrong)
        assert not control.evaluate("one => one.validity.valid"), label
        control.fill(right)
        assert control.evaluate("one => one.validity.valid"), label


def test_the_form_works_without_scripts(new_page: Any, office: Office) -> None:
    """Without scripts every field is there, sub-categories stand under their categories, and the answers arrive."""
    page = new_page(java_script_enabled=False)
    page.goto(office.address)
    expect(page.get_by_label("Rincian informasi yang diminta")).to_be_visible()
    expect(page.locator("optgroup")).to_have_count(2)
    fill(page)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Laporan diterima")).to_be_visible()
    assert office.answers[0]["sub_kategori"] == "street_light"
    assert "rincian_informasi" not in office.answers[0]
