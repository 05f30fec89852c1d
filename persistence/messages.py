"""What the office and a reporter write to each other; each text is sealed with the key of its case."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from persistence.cases import Case
from persistence.tables import accounts, cases, messages, tasks

TO_REPORTER, TO_OFFICE = "to_reporter", "to_office"
# A question that nobody has refused, answered or given up.
UNANSWERED = ("waiting", "forwarded")


@dataclass(frozen=True)
class CaseMessage:
    """Hold a row of `messages`; `author_id` None is the reporter."""

    id: UUID
    case_id: UUID
    task_id: UUID | None
    reply_to: UUID | None
    direction: str
    state: str
    inbox_key: str
    author_id: int | None
    sealed: bytes
    sealed_note: bytes | None
    created_at: datetime
    handled_at: datetime | None = None
    handled_by: int | None = None

    def handled(self, state: str, at: datetime, by: int | None, sealed_note: bytes | None = None) -> "CaseMessage":
        """Return the message after somebody has dealt with it."""
        return replace(self, state=state, handled_at=at, handled_by=by, sealed_note=sealed_note)


@dataclass(frozen=True)
class Waiting:
    """A message that waits to be passed on, with its case and the name of its author, empty for the reporter."""

    message: CaseMessage
    case: Case
    author: str


def add(connection: Connection, message: CaseMessage) -> None:
    """Write a message. The case's version must have been moved first; it keeps two writers apart."""
    connection.execute(insert(messages), [vars(message)])


def save(connection: Connection, message: CaseMessage) -> None:
    """Write how a message was dealt with. The case's version must have been moved first."""
    changed = {name: getattr(message, name) for name in ("state", "sealed_note", "handled_at", "handled_by")}
    connection.execute(update(messages).where(messages.c.id == message.id).values(changed))


def read(connection: Connection, message_id: UUID) -> CaseMessage | None:
    """Find a message by its id."""
    row = connection.execute(select(messages).where(messages.c.id == message_id)).one_or_none()
    return CaseMessage(*row) if row else None


def of_case(connection: Connection, case_id: UUID) -> list[CaseMessage]:
    """List the messages of a case, oldest first."""
    rows = select(messages).where(messages.c.case_id == case_id).order_by(messages.c.created_at, messages.c.id)
    return [CaseMessage(*row) for row in connection.execute(rows)]


def waiting(
    connection: Connection, inbox_keys: Collection[str], after: tuple[datetime, UUID] | None, limit: int
) -> list[Waiting]:
    """List what waits in these inboxes to be passed on, oldest first; a case that has ended waits no more."""
    rows = (
        select(*messages.c, *cases.c, accounts.c.name)
        .join_from(messages, cases, cases.c.id == messages.c.case_id)
        .outerjoin(accounts, accounts.c.id == messages.c.author_id)
        .where(messages.c.inbox_key.in_(inbox_keys), messages.c.state == "waiting", cases.c.status == "running")
        .order_by(messages.c.created_at, messages.c.id)
        .limit(limit)
    )
    if after:
        at, last_id = after
        rows = rows.where((messages.c.created_at > at) | ((messages.c.created_at == at) & (messages.c.id > last_id)))
    split = len(messages.c)
    return [Waiting(CaseMessage(*row[:split]), Case(*row[split:-1]), row[-1] or "") for row in connection.execute(rows)]


def count_waiting(connection: Connection, inbox_keys: Collection[str]) -> int:
    """Count what waits in these inboxes to be passed on."""
    counted = (
        select(func.count())
        .select_from(messages)
        .join(cases, cases.c.id == messages.c.case_id)
        .where(messages.c.inbox_key.in_(inbox_keys), messages.c.state == "waiting", cases.c.status == "running")
    )
    return connection.scalar(counted) or 0


def unanswered_cases(connection: Connection, case_ids: Collection[UUID]) -> set[UUID]:
    """Find which of these cases hold a question that their reporter can read and has not answered."""
    asked = select(messages.c.case_id).where(
        messages.c.case_id.in_(case_ids),
        messages.c.direction == TO_REPORTER,
        messages.c.state == "forwarded",
        messages.c.task_id.is_not(None),
    )
    return set(connection.scalars(asked))


def mark_task(connection: Connection, task_id: UUID) -> None:
    """Note on a task whether a question of it waits for the reporter's answer."""
    asked = select(messages.c.id).where(
        messages.c.task_id == task_id, messages.c.direction == TO_REPORTER, messages.c.state.in_(UNANSWERED)
    )
    connection.execute(update(tasks).where(tasks.c.id == task_id).values(awaits_reply=asked.exists()))
