"""A form becomes fields: texts, choices and native constraints, all from the one schema."""

import json
import re
from datetime import date

import pytest

from forms.choices import Choice, Choices
from forms.errors import FieldError
from forms.fields import Field, document_fields, fields
from forms.native import LIMITS
from forms.schema import load

NAMES = ["pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian"]


def by_name(found: tuple[Field, ...]) -> dict[str, Field]:
    """Return the fields by name."""
    return {one.name: one for one in found}


@pytest.mark.parametrize("name", NAMES)
def test_native_attributes_agree_with_the_schema(name: str, choices: Choices, today: date) -> None:
    """The browser enforces the limits of the schema, and requires without condition only what is always required."""
    form = load(name, by_staff=True)
    for field in fields(form, {}, choices, today=today):
        rule = form.properties[field.name]
        for word, html in LIMITS.items():
            if word in rule:
                assert field.attributes[html] == str(rule[word])
        if "pattern" in rule:
            assert re.compile(rule["pattern"]) == re.compile(f"^{field.attributes['pattern']}$")
        always = field.name in form.schema["required"]
        assert field.is_required is always
        assert ("required" in field.attributes) is (always and field.widget not in ("checkboxes", "attachments"))


def test_kinds_of_inputs(choices: Choices, today: date) -> None:
    """A phone shows the right keyboard, the calendar ends today, and files are limited to what the office can read."""
    found = by_name(fields(load("pengaduan"), {}, choices, today=today))
    assert found["email"].attributes["type"] == "email"
    assert found["no_hp"].attributes["type"] == "tel"
    assert found["no_hp"].attributes["autocomplete"] == "tel"
    assert found["tanggal_kejadian"].attributes == {"type": "date", "max": "2026-11-24"}
    assert found["lampiran"].attributes["accept"] == "image/jpeg,image/png,image/webp,application/pdf"
    assert "multiple" in found["lampiran"].attributes
    assert "multiple" not in found["foto_ktp"].attributes


def test_conditions_travel_to_the_browser(choices: Choices, today: date) -> None:
    """The if-blocks of the schema reach the browser as data, for showing and for requiring."""
    found = by_name(fields(load("pengaduan"), {}, choices, today=today))
    anonymous = {"tests": {"kerahasiaan": ["anonim"]}, "holds": False}
    assert json.loads(found["nama"].shown_when) == [anonymous]
    assert json.loads(found["nama"].required_when) == [anonymous]
    assert found["nama"].is_required is False
    proxy = {"tests": {"dikuasakan": ["true"]}, "holds": True}
    assert json.loads(found["nama_pemberi_kuasa"].required_when) == [proxy]
    assert found["judul"].shown_when == ""


def test_dependent_choices_are_grouped(choices: Choices, today: date) -> None:
    """Sub-categories stand under their category, which is enough for a browser without scripts."""
    values = {"kategori": "population", "sub_kategori": "lainnya"}
    found = by_name(fields(load("pengaduan"), values, choices, today=today))["sub_kategori"]
    assert [heading for heading, _ in found.groups] == ["Infrastruktur", "Kependudukan"]
    assert (found.depends, found.parent, found.value) == ("kategori", "population", "lainnya")


def test_a_field_offers_its_own_files_and_those_carried(choices: Choices, today: date) -> None:
    """A list of files shows what was uploaded under it, and what a document brought."""
    found = by_name(fields(load("jawaban"), {"lampiran_jawaban": ["f3"]}, choices, today=today))
    assert [choice.value for choice in found["lampiran_jawaban"].choices] == ["f3"]
    assert by_name(fields(load("tanggapan"), {}, choices, today=today))["lampiran_tanggapan"].values == ("",)


def test_hidden_and_empty_readonly_fields_are_not_shown(choices: Choices, today: date) -> None:
    """What the server carries by itself does not reach the browser; a readonly field without a value says nothing."""
    values = {"judul": "Lampu mati", "uraian": "Isi", "kerahasiaan": "rahasia"}
    found = by_name(fields(load("klasifikasi"), values, choices, today=today))
    assert {"uraian", "catatan_penerimaan"} & found.keys() == set()
    assert found["kerahasiaan"].shown == (Choice("rahasia", "Rahasia"),)


def test_a_document_reads_as_words(choices: Choices, today: date) -> None:
    """Codes read as labels, dates as the reader writes them, files as links; what is unknown reads as itself."""
    document = {
        "kategori": "population",
        "sub_kategori": "lainnya",
        "tanggal_kejadian": "2026-11-01",
        "lampiran": ["f1", "hilang"],
        "pernyataan": True,
        "jenis_laporan": "informasi",
        "cara_memperoleh": ["melihat"],
    }
    found = by_name(
        document_fields(load("pengaduan"), document, choices, today=today, date_text=lambda day: f"{day:%d/%m/%Y}")
    )
    read = {name: [choice.label for choice in one.shown] for name, one in found.items()}
    assert read == {
        "jenis_laporan": ["Permintaan informasi"],
        "kategori": ["Kependudukan"],
        "sub_kategori": ["Lainnya"],
        "cara_memperoleh": ["Melihat, membaca, mendengarkan, atau mencatat"],
        "tanggal_kejadian": ["01/11/2026"],
        "lampiran": ["foto.jpg", "hilang"],
        "pernyataan": ["Ya"],
    }
    assert found["lampiran"].shown[0].href == "/berkas/f1"
    assert all(one.widget == "readonly" for one in found.values())


def test_a_document_can_be_read_without_the_offices_lists(today: date) -> None:
    """Reading never fails for want of a list; the code stands for itself."""
    found = document_fields(load("pengaduan"), {"kategori": "population"}, {}, today=today)
    assert found[0].shown == (Choice("population", "population"),)


def test_a_wrong_date_is_shown_as_it_was_written(choices: Choices, today: date) -> None:
    """A date that is none is shown again to be corrected."""
    found = by_name(fields(load("pengaduan"), {"tanggal_kejadian": "kemarin"}, choices, today=today))
    assert found["tanggal_kejadian"].value == "kemarin"


def test_every_text_is_translated(choices: Choices, today: date) -> None:
    """Labels, hints, choices and errors pass through the translation; the office's own lists do not."""
    error = FieldError("judul", "%(label)s wajib diisi.", {"label": "Judul"})
    found = by_name(fields(load("pengaduan"), {}, choices, [error], today=today, translate=lambda text: f"<{text}>"))
    assert found["judul"].label == "<Judul>"
    assert found["judul"].error == "<<Judul> wajib diisi.>"
    assert found["judul"].hint.startswith("<Satu kalimat")
    assert found["jenis_laporan"].choices[0].label == "<Pengaduan>"
    assert found["jenis_laporan"].section == "<Isi laporan>"
    assert found["kategori"].choices[0].label == "Infrastruktur"


def test_a_forgotten_list_is_noticed(today: date) -> None:
    """A page that forgets to hand in the categories fails at once instead of offering none."""
    with pytest.raises(KeyError):
        fields(load("pengaduan"), {}, {}, today=today)
