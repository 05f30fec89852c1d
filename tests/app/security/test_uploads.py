"""Uploads are judged by what they hold."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from PIL import Image

from app import i18n
from app.errors import UploadRefused
from app.security.uploads import judge

POSITION = 0x8825  # the Exif tag under which a camera writes where the picture was taken


@pytest.fixture(autouse=True)
def request_context() -> object:
    """Give the messages a language."""
    app = Flask(__name__)
    app.secret_key = "x"
    i18n.register(app)
    with app.test_request_context():
        yield


def picture(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (12, 8), "teal").save(buffer, format=kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_keeps_its_kind_and_size(kind: str, media_type: str) -> None:
    """A whole picture of an accepted kind is kept as a picture of that kind."""
    upload = judge("foto.txt", picture(kind), 5)
    with Image.open(io.BytesIO(upload.content)) as kept:
        assert (kept.format, kept.size) == (kind, (12, 8))
    assert upload.media_type == media_type
    assert upload.name.startswith("foto.")


def test_a_position_is_dropped() -> None:
    """Where a photo was taken is not stored with it."""
    exif = Image.Exif()
    exif.get_ifd(POSITION)[1] = "S"
    exif[POSITION] = {1: "S", 2: (7.0, 30.0, 0.0)}
    exif[0x010F] = "Kamera"
    sent = picture("JPEG", exif=exif)
    assert b"Kamera" in sent
    upload = judge("foto.jpg", sent, 5)
    with Image.open(io.BytesIO(upload.content)) as kept:
        assert dict(kept.getexif()) == {}
    assert b"Kamera" not in upload.content


def test_what_hides_behind_a_picture_is_dropped() -> None:
    """A page appended to a picture does not survive."""
    upload = judge("foto.png", picture("PNG") + b"<script>alert(1)</script>", 5)
    assert b"script" not in upload.content


def test_of_several_pictures_in_one_file_the_first_is_kept() -> None:
    """Many phones write a JPEG with a second picture behind the first."""
    buffer = io.BytesIO()
    with Image.new("RGB", (6, 4), "red") as second:
        Image.new("RGB", (12, 8), "teal").save(buffer, format="MPO", save_all=True, append_images=[second])
    upload = judge("foto.jpg", buffer.getvalue(), 5)
    assert upload.media_type == "image/jpeg"
    with Image.open(io.BytesIO(upload.content)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (12, 8))


def test_whatever_a_broken_file_does_to_the_decoder_it_is_refused() -> None:
    """Data about a picture that cannot be read raises an error which is none of the decoder's own."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x"
    whole = picture("JPEG", exif=exif)
    start = whole.index(bytes.fromhex("02010e0002")) + 2
    broken = whole[:start] + b"\x03" + whole[start + 1 :]
    with pytest.raises(UploadRefused):
        judge("foto.jpg", broken, 5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html></html>",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n<html>",
        picture("PNG")[:50],
        b"%PDF-1.7 without an end",
        b"MZ\x90",
        picture("GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    """What is no whole picture or PDF is refused, whatever it is called."""
    with pytest.raises(UploadRefused):
        judge("foto.jpg", content, 5)


def test_a_pdf_is_kept_as_it_is() -> None:
    """A PDF is kept byte for byte; it is only ever downloaded."""
    content = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
    assert judge("surat", content, 5).content == content


def test_a_large_file_is_refused() -> None:
    """A file over the limit is refused before it is opened."""
    with pytest.raises(UploadRefused, match="1 MB"):
        judge("besar.pdf", b"%PDF-" + b"0" * 1024 * 1024 + b"%%EOF", 1)


def test_a_picture_that_unpacks_to_an_enormous_size_is_refused() -> None:
    """A small file that decodes to too many pixels is refused."""
    buffer = io.BytesIO()
    Image.new("1", (8000, 8000)).save(buffer, format="PNG")
    with pytest.raises(UploadRefused):
        judge("bom.png", buffer.getvalue(), 5)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\foto\\jalan.jpeg", "jalan.png"),
        ("\u202egnp.exe", "gnp.png"),
        ('a"<b>\r\n.png', "ab.png"),
        ("...", "lampiran.png"),
    ],
)
def test_a_name_keeps_no_path_and_tells_the_truth(sent: str, kept: str) -> None:
    """The stored name has no folder, no odd characters, and the ending of what the file really is."""
    assert judge(sent, picture("PNG"), 5).name == kept
