"""The packaged forms, and what may not become a form."""

import json
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from forms.answers import carried
from forms.errors import InvalidForm, UnknownForm
from forms.grammar import is_carried
from forms.schema import SCHEMAS, load, parse

NAMES = ["pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian"]
IDENTITY = {"nama", "alamat", "no_hp", "email", "pekerjaan", "nik", "foto_ktp"}
IDENTITY |= {"dikuasakan", "nama_pemberi_kuasa", "alamat_pemberi_kuasa", "hubungan_kuasa", "surat_kuasa"}


def small(**rule: Any) -> dict[str, Any]:
    """Return a schema of one text field."""
    return {"title": "T", "type": "object", "properties": {"isi": {"type": "string", "title": "Isi", **rule}}}


def test_there_are_seven_forms() -> None:
    """Each row of the SOP has its form, and no other file lies among them."""
    assert sorted(path.stem for path in SCHEMAS.glob("*.json")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_packaged_schema_is_valid(name: str) -> None:
    """A packaged schema says that it is JSON Schema 2020-12, is, and can be read as a form by both audiences."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    assert load(name).title == schema["title"]
    assert load(name, by_staff=True).properties.keys() == schema["properties"].keys()


@pytest.mark.parametrize("name", ["tidak_ada", "../schema", "", "Pengaduan"])
def test_an_unknown_name_is_no_form(name: str) -> None:
    """A diagram that names a form that is not there is told so, and a name never leads to another file."""
    with pytest.raises(UnknownForm):
        load(name)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {}},
        {**small(), "type": "array"},
        {**small(), "patternProperties": {}},
        {**small(), "required": ["lain"]},
        {"title": "T", "type": "object", "properties": {"sha256": {"type": "string", "title": "S"}}},
        {"title": "T", "type": "object", "properties": {"_isi": {"type": "string", "title": "S"}}},
        small(type="object"),
        small(type="nonsense"),
        small(title=""),
        small(pattern="[0-9]+"),
        small(pattern="^([0-9]$"),
        {**small(), "minProperties": -1},
        small(**{"x-widget": "checkbox"}),
        small(**{"x-widget": "slider"}),
        small(**{"x-widget": "readonly"}),
        small(**{"x-nonsense": 1}),
        small(**{"x-depends": "isi"}),
    ],
)
def test_what_is_no_form_is_refused(schema: dict[str, Any]) -> None:
    """A schema that could not be shown, checked or kept apart from the engine's words is refused with its problems."""
    with pytest.raises(InvalidForm) as refused:
        parse("coba", schema)
    assert refused.value.problems


@pytest.mark.parametrize(
    "block",
    [
        {"then": {"required": ["b"]}},
        {"if": {"properties": {"a": {"const": "1"}}}, "then": {"required": ["b"]}},
        {"if": {"properties": {"c": {"const": "1"}}, "required": ["c"]}, "then": {"required": ["b"]}},
        {"if": {"properties": {"a": {"minLength": 3}}, "required": ["a"]}, "then": {"required": ["b"]}},
        {"if": {"properties": {"daftar": {"const": "1"}}, "required": ["daftar"]}, "then": {"required": ["b"]}},
        {"if": {"properties": {"b": {"const": "1"}}, "required": ["b"]}, "then": {"required": ["a"]}},
        {"if": {"properties": {"a": {"const": "1"}}, "required": ["a"]}, "then": {"required": ["c"]}},
        {"if": {"properties": {"a": {"const": "1"}}, "required": ["a"]}, "then": {"minProperties": 2}},
        {"if": {"properties": {"a": {"const": "1"}}, "required": ["a"]}, "then": {"properties": {"b": {"const": "x"}}}},
    ],
)
def test_a_condition_that_the_browser_cannot_follow_is_refused(block: dict[str, Any]) -> None:
    """A condition must compare earlier single answers, so that browser and server judge alike in one pass."""
    texts = {name: {"type": "string", "title": name} for name in ("a", "b")}
    several = {"type": "array", "title": "D", "items": {"type": "string", "enum": ["1"]}}
    schema = {"title": "T", "type": "object", "properties": {"daftar": several, **texts}, "allOf": [block]}
    with pytest.raises(InvalidForm):
        parse("coba", schema)


@pytest.mark.parametrize("name", NAMES)
def test_no_form_asks_for_what_it_hides(name: str) -> None:
    """Whatever is chosen, a field that is required is also shown: nobody is ever stuck."""
    form = load(name, by_staff=True)
    conditions = [one for found in form.required_when.values() for one in found]
    conditions += [one for found in form.shown_when.values() for one in found]
    read = {field: [*allowed, ""] for one in conditions for field, allowed in one.tests.items()}
    everything = dict.fromkeys(form.properties, "x")
    for combination in product(*read.values()):
        chosen = {field: value for field, value in zip(read, combination, strict=True) if value}
        answers = {field: value for field, value in everything.items() if field not in read} | chosen
        shown = form.shown({field: answers[field] for field in form.properties if field in answers})
        for field, when in form.required_when.items():
            if any(condition.met(shown) for condition in when):
                assert all(condition.met(shown) for condition in form.shown_when.get(field, ())), (field, chosen)


def test_staff_fields_are_for_staff() -> None:
    """A citizen is not asked for the channel; an officer is, and her browser does not fill in her own address."""
    assert "kanal" not in load("pengaduan").properties
    assert "kanal" not in load("pengaduan").schema["required"]
    staff = load("pengaduan", by_staff=True)
    assert "kanal" in staff.schema["required"]
    assert staff.properties["alamat"]["x-autocomplete"] == "off"


@pytest.mark.parametrize("name", NAMES[1:])
def test_the_identity_stays_with_row_two(name: str) -> None:
    """No form after the complaint has a field for the reporter's identity, so no later document can hold it."""
    assert not IDENTITY & load(name).properties.keys()
    assert not IDENTITY & carried(load(name), {"data_pemberi_aduan": dict.fromkeys(IDENTITY, "Siti")}).keys()


@pytest.mark.parametrize("name", NAMES)
def test_carried_fields_can_hold_what_an_earlier_form_wrote(name: str) -> None:
    """A carried field has no limits of its own: a person could not correct what she cannot edit."""
    for field, rule in load(name).properties.items():
        if is_carried(rule):
            limits = {"minLength", "maxLength", "pattern", "enum", "const", "minItems", "maxItems"}
            assert not limits & rule.keys(), field
            assert field not in load(name).schema["required"]


def test_staff_read_the_form_in_their_words() -> None:
    """An officer is not addressed as the reporter, may answer by the complaint's channel, and must name a ticket."""
    staff, everyone = load("pengaduan", by_staff=True), load("pengaduan")
    assert "Saya" not in staff.properties["pernyataan"]["title"]
    assert "kanal_asal" in staff.properties["cara_dihubungi"]["enum"]
    assert "kanal_asal" not in everyone.properties["cara_dihubungi"]["enum"]
    assert list(staff.required_when["nomor_eksternal"][0].tests) == ["kanal"]
    assert "nomor_eksternal" not in everyone.required_when


def test_an_officer_is_never_called_the_reporter() -> None:
    """No label or hint that staff read in the complaint form speaks to the reporter."""
    for name, rule in load("pengaduan", by_staff=True).properties.items():
        texts = [rule["title"], rule.get("description", ""), *rule.get("x-hints", {}).values()]
        assert not any(word in text.split() for text in texts for word in ("Anda", "Saya", "Anda.")), name
