"""Read a CSV file that anybody may have made: its encoding, its delimiter, its lines; nothing in it is trusted."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.errors import UploadRefused
from app.i18n import gettext
from app.sp4n.columns import COLUMNS, REQUIRED, column_of
from app.sp4n.formulas import unguarded
from forms.entries import clean_text

MOST_LINES = 5_000
DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Line:
    """One line: where it begins in the file, and its cells by column; none where it has too few or too many."""

    number: int
    cells: Mapping[str, str] | None


@dataclass(frozen=True)
class Table:
    """A file that could be read; `ignored` are headings that say nothing to us."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def read_table(content: bytes) -> Table:
    """Read a file. Raises UploadRefused with the reason for one that is no such table."""
    text = _text(content)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _table(reader)
    except csv.Error as error:
        wrong = gettext("Baris %(line)d tidak dapat dibaca sebagai CSV. Periksa tanda kutipnya.", line=reader.line_num)
        raise UploadRefused(wrong) from error


def _text(content: bytes) -> str:
    """Decode a file: Unicode with a mark, UTF-8, or what Windows calls ANSI."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
    raise UploadRefused(gettext("Berkas ini kosong atau bukan teks CSV (UTF-8 atau Windows-1252)."))


def _table(reader: Iterator[list[str]]) -> Table:
    headings = next(reader, [])
    names = [column_of(heading.lstrip("\ufeff")) for heading in headings]
    twice = [name for name, count in Counter(names).items() if count > 1]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UploadRefused(gettext("Kolom %(names)s tidak ada pada baris pertama.", names=", ".join(missing)))
    if twice:
        raise UploadRefused(gettext("Kolom %(names)s ada lebih dari satu.", names=", ".join(twice)))
    lines = tuple(_lines(reader, names))
    if not lines:
        raise UploadRefused(gettext("Berkas ini tidak berisi laporan."))
    ignored = tuple(heading.strip() for heading, name in zip(headings, names, strict=True) if name not in COLUMNS)
    return Table(lines, tuple(each for each in ignored if each))


def _lines(reader: Iterator[list[str]], names: list[str]) -> Iterator[Line]:
    before = reader.line_num  # type: ignore[attr-defined] # csv's readers count the lines that they have read
    count = 0
    for cells in reader:
        start, before = before + 1, reader.line_num  # type: ignore[attr-defined] # the same
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_LINES:
            raise UploadRefused(gettext("Paling banyak %(count)d laporan dalam satu berkas.", count=MOST_LINES))
        yield Line(start, _cells(names, cells) if len(cells) == len(names) else None)


def _cells(names: list[str], cells: list[str]) -> dict[str, str]:
    texts = (clean_text(unguarded(cell), multiline=True) for cell in cells)
    return {name: text for name, text in zip(names, texts, strict=True) if text and name in COLUMNS}
