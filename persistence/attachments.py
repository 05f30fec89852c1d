"""Files that people attach: to a draft first, then to the case that it becomes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from persistence.tables import attachments

_LISTED = [column for column in attachments.c if column.name != "sealed"]


@dataclass(frozen=True)
class Attachment:
    """Hold a row of `attachments` without its content."""

    id: UUID
    case_id: UUID | None
    task_id: UUID | None
    draft_id: int | None
    field: str
    name_sealed: bytes
    media_type: str
    size: int
    sha256: str
    storage_name: str | None
    created_at: datetime
    created_by: int | None
    pages: int | None = None


def add(connection: Connection, attachment: Attachment, sealed: bytes | None) -> None:
    """Write an attachment; its content is `sealed`, or lies in the file `storage_name`."""
    connection.execute(insert(attachments).values(**vars(attachment), sealed=sealed))


def read(connection: Connection, attachment_id: UUID) -> Attachment | None:
    """Find an attachment by its id."""
    row = connection.execute(select(*_LISTED).where(attachments.c.id == attachment_id)).one_or_none()
    return Attachment(*row) if row else None


def read_sealed(connection: Connection, attachment_id: UUID) -> bytes | None:
    """Read the sealed content of an attachment; None when it lies in a file."""
    sealed: bytes | None = connection.scalar(select(attachments.c.sealed).where(attachments.c.id == attachment_id))
    return sealed


def of_case(connection: Connection, case_id: UUID) -> list[Attachment]:
    """List the attachments of a case, oldest first."""
    rows = select(*_LISTED).where(attachments.c.case_id == case_id)
    order = (attachments.c.created_at, attachments.c.id)
    return [Attachment(*row) for row in connection.execute(rows.order_by(*order))]


def of_draft(connection: Connection, draft_id: int) -> list[Attachment]:
    """List the attachments of a citizen's draft, oldest first."""
    rows = select(*_LISTED).where(attachments.c.draft_id == draft_id, attachments.c.case_id.is_(None))
    order = (attachments.c.created_at, attachments.c.id)
    return [Attachment(*row) for row in connection.execute(rows.order_by(*order))]


def move_to_case(
    connection: Connection,
    attachment_id: UUID,
    case_id: UUID,
    task_id: UUID | None,
    name_sealed: bytes,
    sealed: bytes | None,
) -> None:
    """Make a draft's attachment the case's, sealed anew with the case key."""
    connection.execute(
        update(attachments)
        .where(attachments.c.id == attachment_id)
        .values(case_id=case_id, task_id=task_id, draft_id=None, name_sealed=name_sealed, sealed=sealed)
    )


def delete_from_draft(connection: Connection, draft_id: int, attachment_id: UUID) -> bool:
    """Take an attachment out of a draft. Returns False when it is not there."""
    gone = delete(attachments).where(attachments.c.id == attachment_id, attachments.c.draft_id == draft_id)
    return connection.execute(gone).rowcount == 1


def delete_from_task(connection: Connection, task_id: UUID, attachment_id: UUID) -> bool:
    """Take an attachment out of a task's unfinished form. Returns False when it is not there."""
    gone = delete(attachments).where(attachments.c.id == attachment_id, attachments.c.task_id == task_id)
    return connection.execute(gone).rowcount == 1
