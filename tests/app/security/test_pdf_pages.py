"""The pages of a PDF are counted from its page tree, whichever way it was written."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfWriter
from reportlab.pdfgen import canvas

from app.security.pdf_pages import pages_of


def drawn(pages: int) -> bytes:
    buffer = io.BytesIO()
    drawing = canvas.Canvas(buffer)
    for number in range(pages):
        drawing.drawString(100, 100, str(number))
        drawing.showPage()
    drawing.save()
    return buffer.getvalue()


def written(pages: int) -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("pages", [1, 7])
def test_pages_are_counted(pages: int) -> None:
    """Two programs write the same number of pages in two ways."""
    assert pages_of(drawn(pages)) == pages
    assert pages_of(written(pages)) == pages


def test_a_compressed_page_tree_is_read() -> None:
    """PDF 1.5 packs the tree into an object stream."""
    tree = zlib.compress(b"1 0 <</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>")
    packed = (
        b"%PDF-1.5\n5 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n" + tree + b"\nendstream\n%%EOF"
    )
    assert pages_of(packed) == 2


@pytest.mark.parametrize("content", [b"%PDF-1.4\n%%EOF", b"", b"<</Type/ObjStm>>stream\nno zlib endstream"])
def test_what_cannot_be_counted_has_no_number(content: bytes) -> None:
    """No number is better than a wrong one."""
    assert pages_of(content) is None
