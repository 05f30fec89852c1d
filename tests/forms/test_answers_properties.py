"""What holds for every input that a browser, or somebody pretending to be one, can post."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.answers import carried, check, initial_values
from forms.choices import Choices
from forms.conditions import as_posted
from forms.entries import clean
from forms.errors import FieldError, FieldErrors
from forms.fields import fields
from forms.formats import FORMATS
from forms.grammar import is_carried
from forms.schema import Form, load

NAMES = ["pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian"]
LIKELY = ["true", "infrastructure", "street_light", "lainnya", "1", "f1", "f2", "f3", "2026-11-24", "2999-01-01"]
LIKELY += ["siti@contoh.id", "3313010101010001", "0812 3456 7890", "Kalimat yang cukup panjang untuk semua isian."]
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=40)


def posts(form: Form) -> st.SearchStrategy[dict[str, list[str]]]:
    """Draw posted values: for each field sometimes a likely value, sometimes anything, sometimes nothing."""
    entries = {}
    for name, rule in form.properties.items():
        listed = rule.get("enum") or rule.get("items", {}).get("enum") or LIKELY
        value = st.one_of(st.sampled_from([as_posted(one) for one in listed]), st.sampled_from(LIKELY), ANY_TEXT)
        entries[name] = st.lists(value, max_size=3)
    return st.fixed_dictionaries({}, optional={**entries, "asing": st.lists(ANY_TEXT)})


def documents(form: Form) -> dict[str, dict[str, Any]]:
    """Return documents that hold a value for every carried field."""
    held: dict[str, dict[str, Any]] = {}
    for rule in form.properties.values():
        places = rule.get("x-carry", [])
        for place in [places] if isinstance(places, str) else places:
            document, _, field = place.partition(".")
            value = {"array": ["f1"], "boolean": True, "integer": 1}.get(rule["type"], "2026-11-01")
            held.setdefault(document, {})[field] = value
    return held


def judge(
    form: Form, raw: dict[str, list[str]], choices: Choices, held: dict[str, Any], today: date
) -> tuple[Mapping[str, Any], tuple[FieldError, ...]]:
    """Return the answers and no errors, or what was entered and the errors."""
    try:
        return check(form, raw, choices, held, today=today), ()
    except FieldErrors as refused:
        return refused.values, refused.errors


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_post_is_accepted_or_refused_in_words(
    name: str, choices: Choices, today: date, data: st.DataObject
) -> None:
    """Any post is refused with sentences or becomes answers that the schema accepts; nothing carried is forged."""
    form = load(name)
    held = carried(form, documents(form))
    raw = data.draw(posts(form))
    values, errors = judge(form, raw, choices, held, today)
    shown = fields(form, values, choices, errors, today=today)
    assert all(error.text(str) for error in errors)
    assert {one.name for one in shown if one.error} == {error.field for error in errors}
    if not errors:
        Draft202012Validator(form.schema, format_checker=FORMATS).validate(values)
    assert not {
        one for one in values.keys() & held.keys() if is_carried(form.properties[one]) and values[one] != held[one]
    }


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_draft_shown_and_posted_again_is_the_same_draft(
    name: str, choices: Choices, today: date, data: st.DataObject
) -> None:
    """Saving a draft, showing it and saving again changes nothing: cleaning is stable and no value is lost."""
    form = load(name)
    draft = clean(form, data.draw(posts(form)))
    shown = fields(form, initial_values(form, {}, draft), choices, today=today)
    again = {one.name: list(one.values) for one in shown}
    assert clean(form, again) == draft


@given(raw=posts(load("pengaduan")))
@settings(max_examples=100, deadline=None)
def test_an_anonymous_reporter_is_nowhere_in_the_answers(
    complaint: dict[str, list[str]], choices: Choices, today: date, raw: dict[str, list[str]]
) -> None:
    """However the identity fields are filled in, an accepted anonymous complaint has none of them."""
    identity = {"nama", "alamat", "cara_dihubungi", "no_hp", "email", "nik", "foto_ktp"}
    posted = {**complaint, **raw, "kerahasiaan": ["anonim"]}
    values, errors = judge(load("pengaduan"), posted, choices, {}, today)
    assert not identity & {error.field for error in errors}
    assert errors or not identity & values.keys()
