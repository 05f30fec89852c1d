"""Judge uploaded files by what they hold, never by their name (OWASP ASVS 5.0, 5.2)."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps

from app.errors import UploadRefused
from app.i18n import gettext
from app.security.pdf_pages import pages_of

PDF = "application/pdf"
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# A JPEG with further pictures behind the first, as many phones write it; the first is kept.
SEVERAL_PICTURES = "MPO"
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", PDF: ".pdf"}
# A broken file makes Pillow raise whatever its decoders happen to run into, not only errors of its own.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    AttributeError,
    AssertionError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
LONGEST_NAME = 120
# Decoding and encoding a picture costs about a third of a second for each million pixels on a slow machine, and the
# browser sends at most 2,400 pixels a side.
MOST_PIXELS = 25_000_000


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: a name without a path, a media type we know, the bytes to store, a PDF's pages."""

    name: str
    media_type: str
    content: bytes
    pages: int | None = None


def judge(filename: str, content: bytes, max_mb: int) -> Upload:
    """Return what to store of an uploaded file.

    Pictures are decoded and encoded again, which drops their position data and whatever hid behind the picture.
    Raises UploadRefused with the reason.
    """
    if len(content) > max_mb * 1024 * 1024:
        raise UploadRefused(gettext("“%(name)s” lebih besar dari %(max)d MB.", name=_short(filename), max=max_mb))
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return Upload(_named(filename, PDF), PDF, content, pages_of(content))
    media_type, clean = _picture(filename, content)
    return Upload(_named(filename, media_type), media_type, clean)


def _picture(filename: str, content: bytes) -> tuple[str, bytes]:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a picture that unpacks to an enormous size.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(IMAGES)) as picture:
                kind = "JPEG" if picture.format == SEVERAL_PICTURES else str(picture.format)
                return IMAGES[kind], _encoded(picture, kind)
    except BROKEN as error:
        raise UploadRefused(
            gettext("“%(name)s” bukan foto JPEG, PNG, WebP atau dokumen PDF yang utuh.", name=_short(filename))
        ) from error


def _encoded(picture: Image.Image, kind: str) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    # The orientation is part of the data that is dropped, so the pixels are turned first.
    upright = ImageOps.exif_transpose(picture)
    pixels = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    # What came with the pixels stays here: position, comments, colour profile.
    pixels.info = {}
    buffer = io.BytesIO()
    if kind == "PNG":
        pixels.save(buffer, format=kind, optimize=False)
    else:
        pixels.save(buffer, format=kind, quality=85)
    return buffer.getvalue()


def _named(filename: str, media_type: str) -> str:
    stem = PurePath(filename.replace("\\", "/")).stem
    printable = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"/\\|?*').strip(". ")
    return (printable[:LONGEST_NAME] or "lampiran") + SUFFIXES[media_type]


def _short(filename: str) -> str:
    return PurePath(filename.replace("\\", "/")).name[:60]
