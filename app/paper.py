"""What the office prints: pages with its letterhead, its tables and the block in which somebody signs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from reportlab.lib import colors, pagesizes
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from app.config import Settings
from app.i18n import format_date, gettext

MARGIN, NARROW_MARGIN = 18 * mm, 10 * mm
_PADDING = 6  # Points that a frame keeps free within its margins.
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=6)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8.5, leading=10.5, spaceAfter=0)
SMALL_BOLD = ParagraphStyle("small-bold", parent=SMALL, fontName="Times-Bold")
TINY = ParagraphStyle("tiny", parent=SMALL, fontSize=7, leading=8.5)
TINY_BOLD = ParagraphStyle("tiny-bold", parent=TINY, fontName="Times-Bold")
NUMBER = ParagraphStyle("number", parent=SMALL, alignment=TA_RIGHT)
HEADING = ParagraphStyle("heading", parent=TEXT, fontName="Times-Bold", fontSize=13, leading=17, alignment=TA_CENTER)
SUBHEADING = ParagraphStyle("subheading", parent=TEXT, fontName="Times-Bold", fontSize=11, spaceBefore=8, spaceAfter=3)
_OFFICE = ParagraphStyle("office", parent=HEADING, fontSize=14, spaceAfter=0)
_ADDRESS = ParagraphStyle("address", parent=TEXT, fontSize=10, alignment=TA_CENTER, spaceAfter=3)


_RULED = (
    ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
    ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.92, 0.92, 0.92)),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)


def paragraph(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """Set a text that people wrote; nothing in it is markup, and its line breaks stay."""
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def letterhead(settings: Settings) -> list[Flowable]:
    """Set the name and address of the office over a double line."""
    return [
        paragraph(settings.office_name.upper(), _OFFICE),
        paragraph(settings.office_address, _ADDRESS),
        HRFlowable(width="100%", thickness=1.6, color=colors.black, spaceAfter=1.2),
        HRFlowable(width="100%", thickness=0.6, color=colors.black, spaceAfter=10),
    ]


def signature(settings: Settings, on: date) -> Flowable:
    """Set place and date, who signs, and the room for a signature; it is never torn from itself."""
    centred = ParagraphStyle("signature", parent=TEXT, alignment=TA_CENTER, spaceAfter=0)
    lines: list[Flowable] = [
        paragraph(f"{settings.office_place}, {format_date(on, 'd MMMM y')}", centred),
        paragraph(settings.signatory_title, centred),
        Spacer(1, 20 * mm),
        paragraph(settings.signatory_name or "." * 40, ParagraphStyle("name", parent=centred, fontName="Times-Bold")),
        paragraph(f"NIP {settings.signatory_nip or '.' * 30}", centred),
    ]
    return KeepTogether([Spacer(1, 8 * mm), Table([["", lines]], colWidths=["60%", "40%"])])


def table(
    head: Sequence[str], rows: Sequence[Sequence[str | int]], widths: Sequence[Any], *, ends_with_sum: bool = False
) -> Table:
    """Set a ruled table whose head stands on every page; numbers stand to the right."""
    cells = [[paragraph(text, SMALL_BOLD) for text in head]]
    cells += [[paragraph(str(cell), NUMBER if isinstance(cell, int) else SMALL) for cell in row] for row in rows]
    style = [*_RULED, *([("LINEABOVE", (0, -1), (-1, -1), 1.2, colors.black)] if ends_with_sum else [])]
    return Table(cells, colWidths=list(widths), repeatRows=1, style=style)


def dense_table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[Any]) -> Table:
    """Set a ruled table of many columns of text in small type."""
    cells = [[paragraph(text, TINY_BOLD) for text in head]]
    cells += [[paragraph(cell, TINY) for cell in row] for row in rows]
    style = [*_RULED, ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    return Table(cells, colWidths=list(widths), repeatRows=1, style=style)


def pdf(settings: Settings, title: str, story: Sequence[Flowable], *, wide: bool = False) -> bytes:
    """Print a story on A4 with the page number at the foot. The same story gives the same bytes."""
    written = io.BytesIO()
    margin = NARROW_MARGIN if wide else MARGIN
    document = SimpleDocTemplate(
        written,
        pagesize=pagesizes.landscape(pagesizes.A4) if wide else pagesizes.A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=MARGIN,
        title=title,
        author=settings.office_name,
        lang="id",
        invariant=1,
    )

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(margin + _PADDING, 10 * mm, title)
        number = gettext("halaman %(number)s", number=page.page)
        canvas.drawRightString(document.pagesize[0] - margin - _PADDING, 10 * mm, number)

    document.build(list(story), onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()
