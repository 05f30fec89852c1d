"""A citizen's unfinished complaint: found by a cookie, sealed with a key that only the cookie gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

import forms.schema
from app.attached_files import as_choices
from app.office import Office
from app.security.sessions import digest
from forms.choices import Choices
from forms.schema import Form
from persistence import attachments, drafts, sealing
from persistence.attachments import Attachment
from processes.diagram import Diagram
from processes.sop import Row

PLACE = b"complaint-draft"
# The token of a complaint that waited on a device: this, and the name that the device gave it.
KEPT_ON_DEVICE = "kept-on-device/"
# An operator who is called away from one complaint begins another; so many lie open at once.
DESK_PLACES = range(1, 7)


@dataclass(frozen=True)
class ComplaintDraft:
    """What a citizen has filled in so far; `id` is None while nothing is saved."""

    id: int | None
    key: bytes
    token_sha256: str
    values: Mapping[str, Any]
    started_at: datetime
    saved_at: datetime | None
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class ComplaintForm:
    """The first row's form, as the SOP in force has it."""

    version_id: int
    diagram: Diagram
    row: Row
    form: Form


def complaint_form(office: Office, *, by_staff: bool = False) -> ComplaintForm:
    """Return the form with which a case begins, as the reporter or an operator fills it in."""
    version = office.catalogue.edited().version
    diagram = office.catalogue.diagram(version.id)
    row = diagram.sop.row(diagram.sop.first_row)
    return ComplaintForm(version.id, diagram, row, forms.schema.load(row.form, by_staff=by_staff))


def desk_token(office: Office, account_id: int, place: int) -> str:
    """Return the token of a draft at an operator's desk: it stands in no cookie, and nobody else can work it out."""
    return sealing.blind_index(office.keys.index, f"desk/{account_id}/{place}")


def sending_name(token: str) -> str:
    """Return the name under which a draft is sent, which may stand in its page: it opens nothing.

    A complaint that waited on a device for signal has a name of its own; its draft is kept under that.
    """
    if token.startswith(KEPT_ON_DEVICE):
        return token.removeprefix(KEPT_ON_DEVICE)
    return digest(f"sending/{token}")


def read_draft(office: Office, connection: Connection, token: str) -> ComplaintDraft:
    """Find the draft of a cookie, or an empty one that starts now."""
    token_sha256 = digest(token)
    key = sealing.derive(office.settings.secret_key, f"draft/{token}")
    stored = drafts.read(connection, token_sha256)
    if stored is None:
        return ComplaintDraft(None, key, token_sha256, {}, office.now(), None, ())
    return ComplaintDraft(
        id=stored.id,
        key=key,
        token_sha256=token_sha256,
        values=orjson.loads(sealing.open_(key, stored.sealed, PLACE)),
        started_at=stored.started_at,
        saved_at=stored.saved_at,
        files=tuple(attachments.of_draft(connection, stored.id)),
    )


def choices_for(office: Office, draft: ComplaintDraft) -> Choices:
    """Return the choices of the complaint form, with the files that this draft holds."""
    return {**office.catalogue.edited().choices, "attachments": as_choices(draft.key, draft.files)}
