"""The register book as files: a PDF that is ready to be signed, and an XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date

import xlsxwriter
from reportlab.lib.units import mm

from app import paper
from app.config import Settings
from app.i18n import gettext
from app.supervision.register_lines import Entry, columns

# Characters of a workbook's columns, and millimetres of a landscape A4 page within its margins.
SHEET = (18, 22, 14, 14, 14, 30, 40, 16, 26, 22, 22, 60, 16, 20)
PRINTED = (23, 15, 14, 13, 18, 25, 34, 16, 27, 15, 43, 14, 16)


def title_of(year: int) -> str:
    """Name the book."""
    return gettext("Buku register pengaduan tahun %(year)s", year=year)


def as_pdf(settings: Settings, year: int, entries: Sequence[Entry], on: date) -> bytes:
    """Print the book with the block in which it is signed."""
    story = [
        *paper.letterhead(settings),
        paper.paragraph(title_of(year).upper(), paper.HEADING),
        paper.dense_table(
            _printed_columns(), [_printed(entry) for entry in entries], [width * mm for width in PRINTED]
        ),
        paper.signature(settings, on),
    ]
    return paper.pdf(settings, title_of(year), story, wide=True)


def as_xlsx(year: int, entries: Sequence[Entry]) -> bytes:
    """Write the book as a workbook. What people wrote is never a formula."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet(str(year))
        bold, wrapped = (
            book.add_format({"bold": True, "border": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        sheet.write_string(0, 0, title_of(year))
        for column, (name, width) in enumerate(zip(columns(), SHEET, strict=True)):
            sheet.write_string(2, column, name, bold)
            sheet.set_column(column, column, width)
        for line, entry in enumerate(entries, start=3):
            for column, text in enumerate(astuple(entry)):
                sheet.write_string(line, column, text, wrapped)
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, 2 + len(entries), len(SHEET) - 1)
    return written.getvalue()


def _printed_columns() -> tuple[str, ...]:
    """Name the columns on paper, where the unit and when the case came to it share one."""
    names = columns()
    return (*names[:8], gettext("Diteruskan kepada"), *names[10:])


def _printed(entry: Entry) -> tuple[str, ...]:
    cells: tuple[str, ...] = astuple(entry)
    return (*cells[:8], "\n".join(cell for cell in cells[8:10] if cell), *cells[10:])
