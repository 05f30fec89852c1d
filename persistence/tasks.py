"""Tasks: opened and closed by the engine's steps, claimed and drafted by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Insert, bindparam, select, update

from persistence.inserting import insert_or
from persistence.tables import tasks

_NO_CASE = UUID(int=0)


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

    @property
    def is_reporters(self) -> bool:
        """Tell whether the task is the reporter's own, which stands in no inbox."""
        return not self.inbox_key


@dataclass(frozen=True)
class ClosedTask:
    """Say how a task ended: `state` is "completed" or "cancelled"."""

    id: UUID
    state: str
    at: datetime
    by: int | None


def inbox_key(lane: str, unit_id: int | None) -> str:
    """Name the inbox of a lane: the whole office's, or one unit's. The reporter's lane has none, and the key ""."""
    return f"{lane}/{'-' if unit_id is None else unit_id}"


def record(connection: Connection, *, opened: Sequence[Task] = (), closed: Sequence[ClosedTask] = ()) -> None:
    """Write the tasks that a step opened and closed, in one statement; the drafts of the closed ones go.

    The case's version must have been moved first; it keeps two closers apart. Closing an unknown task fails,
    because the row that would be made for it names no case.
    """
    rows = [vars(task) for task in opened] + [vars(_known(task)) for task in closed]
    if rows:
        connection.execute(_recording(connection.dialect.name), rows)


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


def _known(task: ClosedTask) -> Task:
    """Name a task that is already stored; of this row only the id and how it closed are used."""
    return Task(
        id=task.id,
        case_id=_NO_CASE,
        element_id="",
        row_number="",
        lane="",
        inbox_key="",
        state=task.state,
        owner_id=None,
        claimed_at=None,
        opened_at=task.at,
        due_at=None,
        calendar_version=None,
        closed_at=task.at,
        closed_by=task.by,
    )


@cache
def _recording(dialect: str) -> Insert:
    """Build the statement of `record` once, for the hot path."""
    new = insert_or(dialect, tasks)
    changed = {name: new.excluded[name] for name in ("state", "closed_at", "closed_by")}
    return new.on_conflict_do_update(
        index_elements=[tasks.c.id], set_={**changed, "draft_sealed": None, "draft_saved_at": None}
    )
