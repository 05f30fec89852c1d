"""What a browser posts becomes clean, typed values."""

from datetime import date
from typing import Any

import pytest

from forms.entries import clean, clean_text
from forms.fields import fields
from forms.schema import load, parse

NUMBERS = parse(
    "coba", {"title": "T", "type": "object", "properties": {"jumlah": {"type": "integer", "title": "Jumlah"}}}
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Siti \t Rahayu ", "Siti Rahayu"),
        ("e\u0301", "é"),
        ("a\x00b\ud800c", "abc"),
        ("laporan\u202egpj.exe", "laporangpj.exe"),
        ("satu\r\ndua", "satu dua"),
    ],
)
def test_a_line_is_cleaned(written: str, kept: str) -> None:
    """A single line is one line, composed, trimmed, and shows nothing other than it says."""
    assert clean_text(written, multiline=False) == kept


def test_a_long_text_keeps_its_lines() -> None:
    """Line ends of every system become LF; blank ends go, an empty line between paragraphs stays."""
    assert clean_text("\r\nsatu  \r\n\r\ndua\rtiga\n", multiline=True) == "satu\n\ndua\ntiga"


def test_empty_unknown_and_carried_answers_are_left_out() -> None:
    """What was not answered is absent, and what the form does not ask is not taken."""
    raw = {"alasan": ["  "], "jenis": ["informasi"], "judul": ["palsu"], "asing": ["x"], "unit": []}
    assert clean(load("klasifikasi"), raw) == {"jenis": "informasi"}


def test_lists_and_checkboxes() -> None:
    """A list keeps each item once and in order; a checkbox is true or absent."""
    raw = {
        "cara_memperoleh": ["melihat", "", "melihat", "salinan_cetak"],
        "pernyataan": ["on"],
        "dikuasakan": ["tidak"],
    }
    assert clean(load("pengaduan"), raw) == {"cara_memperoleh": ["melihat", "salinan_cetak"], "pernyataan": True}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("12", 12), ("-3", -3), ("1_000", "1_000"), ("٣", "٣"), ("9" * 5000, "9" * 5000), ("1,5", "1,5")],
)
def test_numbers(written: str, kept: Any) -> None:
    """Only plain digits are a number; anything else stays as it was written, to be shown again."""
    assert clean(NUMBERS, {"jumlah": [written]}) == {"jumlah": kept}


def test_a_password_is_taken_as_it_was_typed() -> None:
    """Spaces belong to a password, and none of it is ever sent back to the browser."""
    form = parse(
        "masuk",
        {
            "title": "T",
            "type": "object",
            "properties": {"kata_sandi": {"type": "string", "title": "Kata sandi", "x-widget": "password"}},
        },
    )
    values = clean(form, {"kata_sandi": ["  dua  spasi "]})
    (field,) = fields(form, values, {}, today=date(2026, 11, 24))
    assert values == {"kata_sandi": "  dua  spasi "}
    assert (field.value, field.values, field.attributes["type"]) == ("", ("",), "password")
