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

# Millimetres of a landscape A4 page within its margins, column by column.
WIDTHS = (21, 17, 14, 16, 14, 24, 30, 16, 18, 17, 17, 34, 15, 16)


def title_of(year: int) -> str:
    """Name the book."""
    return gettext("Buku register pengaduan tahun %(year)s", year=year)


def as_pdf(settings: Settings, year: int, entries: Sequence[Entry], on: date) -> bytes:
    """Print the book with the block in which it is signed."""
    story = [
        *paper.letterhead(settings),
        paper.paragraph(title_of(year).upper(), paper.HEADING),
        paper.table(columns(), [astuple(entry) for entry in entries], [width * mm for width in WIDTHS]),
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
        for column, (name, width) in enumerate(zip(columns(), WIDTHS, strict=True)):
            sheet.write_string(2, column, name, bold)
            sheet.set_column(column, column, width * 0.9)
        for line, entry in enumerate(entries, start=3):
            for column, text in enumerate(astuple(entry)):
                sheet.write_string(line, column, text, wrapped)
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, 2 + len(entries), len(WIDTHS) - 1)
    return written.getvalue()
