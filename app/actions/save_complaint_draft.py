"""Keep a complaint that is not sent yet, with its files, so that a lost connection loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import Connection

import forms.entries
from app.actions.complete_task import Raw
from app.attached_files import sealed_upload
from app.complaint_draft import PLACE, ComplaintDraft, complaint_form, read_draft
from app.errors import UploadRefused
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.uploads import Upload
from persistence import attachments, drafts, sealing

MOST_FILES = 8


def save_complaint_draft(
    office: Office,
    actor: Actor,
    token: str,
    raw: Raw,
    uploads: Sequence[tuple[str, Upload]] = (),
    *,
    by_staff: bool = False,
) -> datetime:
    """Save what a citizen or an operator has filled in, and the files added, each with the name of its field.

    Returns when. Raises UploadRefused when the draft holds too many files.
    """
    now = office.now()
    values = forms.entries.clean(complaint_form(office, by_staff=by_staff).form, raw)
    with office.database.transaction() as connection:
        draft = read_draft(office, connection, token)
        if len(draft.files) + len(uploads) > MOST_FILES:
            raise UploadRefused(too_many())
        draft_id = _save(connection, draft, actor, values, now)
        for field, upload in uploads:
            attachment, sealed = sealed_upload(draft.key, upload, field, now, actor.account_id, draft_id=draft_id)
            attachments.add(connection, attachment, sealed)
    return now


def too_many() -> str:
    """Say how many files a complaint may have."""
    return gettext("Paling banyak %(count)d berkas untuk satu laporan.", count=MOST_FILES)


def remove_draft_file(office: Office, token: str, attachment_id: UUID) -> None:
    """Take a file out of the draft of this cookie; one that is not there is already gone."""
    with office.database.transaction() as connection:
        draft = read_draft(office, connection, token)
        if draft.id is not None:
            attachments.delete_from_draft(connection, draft.id, attachment_id)


def _save(connection: Connection, draft: ComplaintDraft, actor: Actor, values: dict[str, object], now: datetime) -> int:
    # Ticking off a file in the form is what removes it, so the list of files is kept in the rows alone.
    sealed = sealing.seal(draft.key, orjson.dumps(values), PLACE)
    return drafts.save(connection, draft.token_sha256, actor.account_id, sealed, now)
