"""A file may come from anywhere: encoding and delimiter are found, and what is no table is refused with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UploadRefused
from app.i18n import register
from app.sp4n import reading
from app.sp4n.formulas import guarded, unguarded
from app.sp4n.reading import read_table

HEAD = "nomor_tiket;judul;isi_laporan"
LINE = "1;Café tutup;“Jalan” rusak"


@pytest.fixture(autouse=True)
def language() -> object:
    """Let the reasons be said in a language."""
    app = Flask("app")
    register(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(";", ",").encode(),
        lambda text: text.replace(";", "\t").replace("\n", "\r\n").encode(),
    ],
)
def test_encoding_and_delimiter_are_found(encode: Callable[[str], bytes]) -> None:
    """UTF-8 with or without its mark, what Windows calls ANSI and Unicode, and each of three delimiters read alike."""
    (line,) = read_table(encode(f"{HEAD}\n{LINE}\n")).lines
    assert line.cells == {"nomor_tiket": "1", "judul": "Café tutup", "isi_laporan": "“Jalan” rusak"}


def test_headings_of_other_systems_are_known() -> None:
    """Case, spaces and other systems' names do not matter; what means nothing to us is named."""
    table = read_table(b"Tracking ID;Judul Laporan;ISI;Tanggal-Laporan;Rahasia Dapur\n1;a;b;c;d\n")
    assert table.lines[0].cells == {"nomor_tiket": "1", "judul": "a", "isi_laporan": "b", "tanggal_masuk": "c"}
    assert table.ignored == ("Rahasia Dapur",)


def test_lines_keep_their_numbers() -> None:
    """A text over several lines and an empty line do not shift the numbers that a person looks for."""
    table = read_table(f'{HEAD}\n1;a;"satu\ndua"\n\n2;b;c\n3;b\n'.encode())
    assert [(line.number, line.cells is None) for line in table.lines] == [(2, False), (5, False), (6, True)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "kosong"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "bukan teks CSV"),
        (b"\xff\xfe\x00", "bukan teks CSV"),
        (b"judul;isi_laporan\na;b\n", "nomor_tiket"),
        (b"nomor_tiket;judul;isi_laporan;isi\n1;2;3;4\n", "lebih dari satu"),
        (f"{HEAD}\n".encode(), "tidak berisi laporan"),
        (f'{HEAD}\n1;"a;b\n'.encode(), "tanda kutip"),
        (f"{HEAD}\n1;a;{'x' * 200_000}\n".encode(), "tanda kutip"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: str) -> None:
    """An empty or binary file, one without our columns or with a broken quote is refused with a reason."""
    with pytest.raises(UploadRefused, match=reason):
        read_table(content)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has a largest number of lines."""
    monkeypatch.setattr(reading, "MOST_LINES", 2)
    assert len(read_table(f"{HEAD}\n1;a;b\n2;a;b\n".encode()).lines) == 2
    with pytest.raises(UploadRefused, match="Paling banyak 2"):
        read_table(f"{HEAD}\n1;a;b\n2;a;b\n3;a;b\n".encode())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEAD}\n{text}".encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever is uploaded becomes a table or a reason, and nothing else happens."""
    try:
        table = read_table(content)
    except UploadRefused:
        return
    assert table.lines


@given(st.text())
def test_guarding_a_cell_can_be_undone(text: str) -> None:
    """No guarded cell begins as a formula does, and each reads back as what it was."""
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(text)) == text
