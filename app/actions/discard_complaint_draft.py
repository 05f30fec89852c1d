"""Throw a complaint away that was never sent."""

from __future__ import annotations

from app.complaint_draft import read_draft
from app.office import Office
from persistence import drafts


def discard_complaint_draft(office: Office, token: str) -> None:
    """Delete the draft of this cookie with its files; one that is not there is already gone."""
    with office.database.transaction() as connection:
        draft = read_draft(office, connection, token)
        if draft.id is not None:
            drafts.discard(connection, draft.id)
