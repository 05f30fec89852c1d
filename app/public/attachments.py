"""Attached files, for whoever may see them: a draft's writer, the reporter, staff with a task that has them."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import send_file
from werkzeug.wrappers import Response

from app.office import current_office
from app.public.attachment_reading import open_attachment
from app.public.blueprint import bp
from app.public.draft_cookie import known_draft_token
from app.security.login import current_actor
from app.security.uploads import PDF

# A file that somebody uploaded may run nothing and load nothing, even when it is opened on its own.
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


@bp.get("/lampiran/<uuid:attachment_id>")
def attachment(attachment_id: UUID) -> Response:
    """Send a file: pictures to look at, documents to keep."""
    opened = open_attachment(current_office(), current_actor(), attachment_id, known_draft_token())
    response = send_file(
        BytesIO(opened.content),
        mimetype=opened.media_type,
        download_name=opened.name,
        as_attachment=opened.media_type == PDF,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
