"""Small pictures of attached files, for whoever may see the file itself."""

from __future__ import annotations

import io
from uuid import UUID

from flask import Response
from PIL import Image

from app.errors import Missing
from app.office import current_office
from app.public.attachment_reading import open_attachment
from app.public.attachments import POLICY
from app.public.blueprint import bp
from app.public.draft_cookie import known_draft_token
from app.security.login import current_actor

# Twice the size at which pages show them, for screens that draw with more pixels.
LONGEST = 320


@bp.get("/lampiran/<uuid:attachment_id>/kecil")
def thumbnail(attachment_id: UUID) -> Response:
    """Send a small JPEG of a picture; other files have none."""
    opened = open_attachment(current_office(), current_actor(), attachment_id, known_draft_token())
    if not opened.media_type.startswith("image/"):
        raise Missing
    response = Response(_small(opened.content), mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _small(content: bytes) -> bytes:
    """Return a picture as a small JPEG; what is stored was judged and encoded by us when it was uploaded."""
    with Image.open(io.BytesIO(content)) as picture:
        # A JPEG decodes at an eighth of its size in a fraction of the time.
        picture.draft("RGB", (LONGEST, LONGEST))
        picture.thumbnail((LONGEST, LONGEST))
        # A JPEG has no transparency; what was see-through becomes paper.
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.convert("RGBA").getchannel("A") if "A" in picture.getbands() else None)
        small = io.BytesIO()
        paper.save(small, format="JPEG", quality=70)
    return small.getvalue()
