"""Tasks: opened and closed by the engine's steps, claimed and drafted by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from persistence.tables import tasks

# Built once, for the hot path.
_CLOSE = (
    update(tasks)
    .where(tasks.c.id == bindparam("task_id"))
    .values(
        state=bindparam("outcome"),
        closed_at=bindparam("at"),
        closed_by=bindparam("by"),
        draft_sealed=None,
        draft_saved_at=None,
    )
)


@dataclass(frozen=True)
class Task:
    """Hold a row of `tasks`; `due_at` None means never due."""

    id: UUID
    case_id: UUID
    element_id: str
    row_number: str
    lane: str
    inbox_key: str
    state: str
    owner_id: int | None
    claimed_at: datetime | None
    opened_at: datetime
    due_at: datetime | None
    calendar_version: int | None
    closed_at: datetime | None = None
    closed_by: int | None = None
    draft_sealed: bytes | None = None
    draft_saved_at: datetime | None = None


@dataclass(frozen=True)
class ClosedTask:
    """Say how a task ended: `state` is "completed" or "cancelled"."""

    id: UUID
    state: str
    at: datetime
    by: int | None


def inbox_key(lane: str, unit_id: int | None) -> str:
    """Name the inbox of a lane: the whole office's, or one unit's. The reporter's lane has none ("")."""
    return f"{lane}/{'-' if unit_id is None else unit_id}"


def add(connection: Connection, opened: Sequence[Task]) -> None:
    """Write the tasks that a step opened, in one statement."""
    if opened:
        connection.execute(insert(tasks), [vars(task) for task in opened])


def close(connection: Connection, closed: Sequence[ClosedTask]) -> None:
    """End the tasks that a step closed, in one statement; their drafts go.

    The case's version must have been moved first; it keeps two closers apart.
    """
    if closed:
        rows = [{"task_id": task.id, "outcome": task.state, "at": task.at, "by": task.by} for task in closed]
        connection.execute(_CLOSE, rows)


def claim(connection: Connection, task_id: UUID, account_id: int, at: datetime) -> bool:
    """Make an open task somebody's own. Returns False when it is closed or has an owner."""
    free = (tasks.c.id == task_id) & (tasks.c.state == "open") & tasks.c.owner_id.is_(None)
    changed = connection.execute(update(tasks).where(free).values(owner_id=account_id, claimed_at=at))
    return changed.rowcount == 1


def release(connection: Connection, task_id: UUID, account_id: int) -> bool:
    """Give an open task back to its inbox. Returns False when it is not this account's."""
    own = (tasks.c.id == task_id) & (tasks.c.state == "open") & (tasks.c.owner_id == account_id)
    changed = connection.execute(update(tasks).where(own).values(owner_id=None, claimed_at=None))
    return changed.rowcount == 1


def reassign(connection: Connection, task_id: UUID, account_id: int | None, at: datetime) -> bool:
    """Give an open task to an account, or to nobody; its draft stays. Returns False when it is closed."""
    changed = connection.execute(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == "open")
        .values(owner_id=account_id, claimed_at=None if account_id is None else at)
    )
    return changed.rowcount == 1


def save_draft(connection: Connection, task_id: UUID, account_id: int, sealed: bytes, at: datetime) -> bool:
    """Keep the owner's unfinished answers. Returns False when the task is not this account's to fill in."""
    own = (tasks.c.id == task_id) & (tasks.c.state == "open") & (tasks.c.owner_id == account_id)
    changed = connection.execute(update(tasks).where(own).values(draft_sealed=sealed, draft_saved_at=at))
    return changed.rowcount == 1


def cases_counted_before(connection: Connection, calendar_version: int) -> list[UUID]:
    """List the cases with open tasks whose due instants an older version of the calendar gave."""
    behind = select(tasks.c.case_id).where(tasks.c.state == "open", tasks.c.calendar_version < calendar_version)
    return list(connection.scalars(behind.distinct()))


def count_by(
    connection: Connection, case_id: UUID, calendar_version: int, moved: Sequence[tuple[UUID, datetime | None]]
) -> None:
    """Note that a case's open tasks are counted by this version of the calendar, which moved some of them."""
    still_open = tasks.c.case_id == case_id, tasks.c.state == "open"
    connection.execute(update(tasks).where(*still_open).values(calendar_version=calendar_version))
    if moved:
        connection.execute(
            update(tasks).where(tasks.c.id == bindparam("task_id")).values(due_at=bindparam("due")),
            [{"task_id": task_id, "due": due} for task_id, due in moved],
        )


def read(connection: Connection, task_id: UUID) -> Task | None:
    """Find a task by its id."""
    row = connection.execute(select(tasks).where(tasks.c.id == task_id)).one_or_none()
    return Task(*row) if row else None


def of_case(connection: Connection, case_id: UUID) -> list[Task]:
    """List a case's tasks in the order in which they opened."""
    rows = select(tasks).where(tasks.c.case_id == case_id).order_by(tasks.c.opened_at, tasks.c.id)
    return [Task(*row) for row in connection.execute(rows)]
