"""The fields as HTML: labelled, described, safe, and usable without a script."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from forms.answers import check, initial_values
from forms.choices import Choice, Choices
from forms.errors import FieldErrors
from forms.fields import document_fields, fields
from forms.schema import load

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"
NAMES = ["pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian"]
Render = Callable[..., html.HtmlElement]


@pytest.fixture(scope="session")
def macros() -> Any:
    """Give the macros of the form page."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("forms/form.html").module


@pytest.fixture(scope="session")
def render(macros: Any, choices: Choices, today: date) -> Render:
    """Give a form as a page; with `raw`, as it is shown again after a refused answer."""

    def draw(name: str, values: Mapping[str, Any] | None = None, raw: Mapping[str, list[str]] | None = None) -> Any:
        form, errors = load(name, by_staff=True), ()
        shown = initial_values(form, values or {})
        if raw is not None:
            with pytest.raises(FieldErrors) as refused:
                check(form, raw, choices, shown, today=today)
            shown, errors = dict(refused.value.values), refused.value.errors
        found = fields(form, shown, choices, errors, today=today)
        return html.fromstring(f"<main>{macros.form(found, '/kirim', 'token', 'Kirim', draft_url='/draf')}</main>")

    return draw


@pytest.mark.parametrize("raw", [None, {}])
@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_labelled_and_described(render: Render, name: str, raw: Any) -> None:
    """Each control has a label, each description and each label exists, and no id stands twice."""
    page = render(name, raw=raw)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    controls = page.xpath("//*[self::input[not(@type='hidden')] or self::select or self::textarea]")
    assert {control.get("id") for control in controls} <= set(page.xpath("//label/@for"))
    assert set(page.xpath("//label/@for")) <= set(ids)
    assert set(" ".join(page.xpath("//@aria-describedby")).split()) <= set(ids)
    assert all(group.find("legend") is not None for group in page.xpath("//fieldset"))


@pytest.mark.parametrize("name", NAMES)
def test_the_error_summary_leads_to_every_error(render: Render, name: str) -> None:
    """Each error stands in the summary as a link to its field and at the field, which says that it is wrong."""
    page = render(name, raw={})
    targets = [link.removeprefix("#") for link in page.xpath("//*[@data-error-summary]//a/@href")]
    assert targets
    for target in targets:
        control = page.get_element_by_id(target)
        assert page.get_element_by_id(f"{target}-kesalahan").text_content().strip()
        marked = control if control.get("aria-invalid") else control.xpath("ancestor::fieldset")[0]
        assert f"{target}-kesalahan" in marked.get("aria-describedby")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_hidden_from_a_browser_without_scripts(render: Render, name: str) -> None:
    """Every field can be filled in as the page arrives: none is hidden or disabled, nothing inline runs."""
    page = render(name)
    assert not page.xpath("//*[@data-field and (@hidden or @disabled)] | //@disabled")
    assert not page.xpath("//@style | //script | //style | //@*[starts-with(name(), 'on')]")


def test_values_are_shown_again(render: Render) -> None:
    """A refused form shows every kind of value as it was entered."""
    raw = {
        "judul": ["Mati"],
        "uraian": ["\nBaris satu\n\nBaris dua"],
        "kategori": ["population"],
        "sub_kategori": ["lainnya"],
        "kerahasiaan": ["rahasia"],
        "dikuasakan": ["true"],
        "lampiran": ["f1"],
        "tanggal_kejadian": ["2026-11-01"],
    }
    page = render("pengaduan", raw=raw)
    assert page.get_element_by_id("isian-judul").get("value") == "Mati"
    assert page.get_element_by_id("isian-uraian").value.strip() == "Baris satu\n\nBaris dua"
    assert page.get_element_by_id("isian-tanggal_kejadian").get("value") == "2026-11-01"
    selected = [(option.get("value"), option.get("data-parent")) for option in page.xpath("//option[@selected]")]
    assert selected == [("population", None), ("lainnya", "population")]
    checked = {(one.get("name"), one.get("value")) for one in page.xpath("//input[@checked]")}
    assert checked == {("kerahasiaan", "rahasia"), ("dikuasakan", "true"), ("lampiran", "f1")}


def test_hostile_texts_stay_texts(macros: Any, choices: Choices, today: date) -> None:
    """What people write, and what an office calls its lists, is never markup."""
    hostile = "\"'><script>alert(1)</script>%(x)s"
    lists = {**choices, "categories": (Choice(hostile, hostile, hint=hostile, suggests={"kerahasiaan": hostile}),)}
    lists["attachments"] = (Choice(hostile, hostile, parent="lampiran", hint=hostile, href=hostile),)
    values = {"judul": hostile, "uraian": f"</textarea>{hostile}", "kategori": hostile, "lampiran": [hostile]}
    form = load("pengaduan")
    drawn = macros.form(fields(form, values, lists, today=today), hostile, hostile, hostile, hostile, hostile, hostile)
    drawn += macros.document(document_fields(form, values, lists, today=today))
    page = html.fromstring(f"<main>{drawn}</main>")
    assert not page.xpath("//script")
    assert page.get_element_by_id("isian-judul").get("value") == hostile
    assert hostile in page.xpath("//option/@value")


def test_a_document_shows_lines_and_links(macros: Any, choices: Choices, today: date) -> None:
    """A document keeps the lines that a person wrote, without any of the template's own, and links its files."""
    document = {"uraian": "satu\n\ndua", "lampiran": ["f1"]}
    drawn = macros.document(document_fields(load("pengaduan"), document, choices, today=today))
    text, files = html.fromstring(f"<main>{drawn}</main>").xpath("//dd")
    assert text.text_content() == "satu\n\ndua"
    assert files.xpath("a/@href") == ["/berkas/f1"]
    assert files.text_content() == "foto.jpg (1,2 MB)"
