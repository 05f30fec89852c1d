"""Attached files: sealed with the key of their case or draft, offered as choices of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from app.i18n import format_decimal, gettext, ngettext
from app.security.uploads import Upload
from forms.choices import Choice
from persistence.attachments import Attachment
from persistence.canonical import sha256_hex
from persistence.sealing import open_, seal

ADDRESS = "/lampiran/"
# A page names the files that it shows, so that one whose tick is gone differs from one that it never knew.
SHOWN = "berkas_tampil"


def sealed_upload(  # noqa: PLR0913 (a row, described whole)
    key: bytes,
    upload: Upload,
    field: str,
    now: datetime,
    by: int | None,
    *,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    draft_id: int | None = None,
) -> tuple[Attachment, bytes]:
    """Return the row and the sealed content of an upload, under a random id that says nothing of it."""
    attachment_id = uuid4()
    attachment = Attachment(
        id=attachment_id,
        case_id=case_id,
        task_id=task_id,
        draft_id=draft_id,
        field=field,
        name_sealed=seal(key, upload.name.encode(), _name_place(attachment_id)),
        media_type=upload.media_type,
        size=len(upload.content),
        sha256=sha256_hex(upload.content),
        storage_name=None,
        created_at=now,
        created_by=by,
        pages=upload.pages,
    )
    return attachment, seal(key, upload.content, _content_place(attachment_id))


def name_of(key: bytes, attachment: Attachment) -> str:
    """Open the name under which a file was uploaded. Raises WrongKey."""
    return open_(key, attachment.name_sealed, _name_place(attachment.id)).decode()


def content_of(key: bytes, attachment_id: UUID, sealed: bytes) -> bytes:
    """Open the content of a file. Raises WrongKey."""
    return open_(key, sealed, _content_place(attachment_id))


def resealed(
    old_key: bytes, new_key: bytes, file: Attachment, sealed: bytes, new_id: UUID | None = None
) -> tuple[Attachment, bytes]:
    """Seal a file anew with another key, under the same id or a new one."""
    new_id = new_id or file.id
    name = seal(new_key, name_of(old_key, file).encode(), _name_place(new_id))
    content = seal(new_key, content_of(old_key, file.id, sealed), _content_place(new_id))
    return replace(file, id=new_id, name_sealed=name), content


def as_choices(key: bytes, files: Iterable[Attachment]) -> tuple[Choice, ...]:
    """Offer files in a form, each under the field it was uploaded for."""
    return tuple(
        Choice(str(file.id), name_of(key, file), parent=file.field, href=f"{ADDRESS}{file.id}") for file in files
    )


def facts_of(file: Attachment) -> str:
    """Say what kind of file this is, how large, and how many pages it has: PDF, 1,2 MB, 3 halaman."""
    kind = file.media_type.rpartition("/")[2].upper()
    size = gettext("%(size)s MB", size=format_decimal(round(file.size / 1_000_000, 1)))
    if file.size < 1_000_000:
        size = gettext("%(size)s kB", size=max(1, round(file.size / 1000)))
    pages = [ngettext("%(num)d halaman", "%(num)d halaman", file.pages)] if file.pages else []
    return ", ".join([kind, size, *pages])


def _name_place(attachment_id: UUID) -> bytes:
    return f"attachment-name/{attachment_id}".encode()


def _content_place(attachment_id: UUID) -> bytes:
    return f"attachment/{attachment_id}".encode()
