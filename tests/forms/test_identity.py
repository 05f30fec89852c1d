"""What says who somebody is stays covered until a reason is given."""

from typing import Any

import pytest

from forms.errors import InvalidForm
from forms.identity import cover, covered_fields
from forms.schema import load, parse

WRITTEN: dict[str, Any] = {
    "judul": "Lampu jalan mati",
    "nama": "Siti Rahayu",
    "email": "siti@contoh.id",
    "nik": "3313010101900001",
    "foto_ktp": ["f1"],
}


def test_a_confidential_document_covers_its_identity() -> None:
    """On a confidential case every marked field is covered, and nothing else changes."""
    names = covered_fields(load("pengaduan"), WRITTEN, is_confidential=True)
    document = cover(WRITTEN, names, "tersembunyi")
    assert document == {
        "judul": "Lampu jalan mati",
        "nama": "tersembunyi",
        "email": "tersembunyi",
        "nik": "3313**********01",
        "foto_ktp": ["tersembunyi"],
    }


def test_an_ordinary_document_covers_the_nik_and_the_card() -> None:
    """A NIK and the photo of the card that shows it are covered on every case."""
    assert covered_fields(load("pengaduan"), WRITTEN, is_confidential=False) == {"nik", "foto_ktp"}


def test_a_document_without_identity_is_left_alone() -> None:
    """An anonymous report has nothing to cover."""
    assert covered_fields(load("pengaduan"), {"judul": "Lampu jalan mati"}, is_confidential=True) == frozenset()


def test_a_nik_that_is_none_shows_nothing() -> None:
    """What is not a NIK of sixteen digits is covered whole."""
    assert cover({"nik": "330100"}, {"nik"}, "tersembunyi") == {"nik": "tersembunyi"}


def test_another_mark_is_refused() -> None:
    """A form that marks identity in any other way is no form."""
    with pytest.raises(InvalidForm):
        parse("coba", schema("kadang"))


def schema(mark: object) -> dict[str, Any]:
    """Return a form of one field that is marked so."""
    rule = {"type": "string", "title": "NIK", "x-identity": mark}
    return {"title": "Coba", "type": "object", "properties": {"nik": rule}}
