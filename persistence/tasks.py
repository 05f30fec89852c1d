"""Tasks: opened and closed by the engine's steps, claimed and drafted by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Insert, ScalarSelect, String, bindparam, cast, select, update

from persistence.inserting import insert_or
from persistence.sort_keys import NONE
from persistence.tables import accounts, tasks
from persistence.tables.tasks import OPEN

_NO_CASE = UUID(int=0)
REPORTERS = "@"  # Begins the key of a reporter's task, before the inbox whose work it follows.
_YEARLY = 10_000_000


@dataclass(frozen=True)
class Sorting:
    """Hold what a case tells its tasks, so that lists are sorted and filtered by it without reading the case."""

    channel: str = ""
    case_order: int = 0
    category_key: str = NONE
    unit_key: str = NONE


NO_SORTING = Sorting()


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
    snoozed_until: datetime | None = None
    awaits_reply: bool = False
    channel: str = ""
    case_order: int = 0
    category_key: str = NONE
    unit_key: str = NONE
    owner_key: str = NONE

    @property
    def is_reporters(self) -> bool:
        """Tell whether the task is the reporter's own, which stands in no inbox of staff."""
        return self.inbox_key.startswith(REPORTERS) or not self.inbox_key


@dataclass(frozen=True)
class ClosedTask:
    """Say how a task ended: `state` is "completed" or "cancelled"."""

    id: UUID
    state: str
    at: datetime
    by: int | None


def inbox_key(lane: str, unit_id: int | None) -> str:
    """Name the inbox of a lane: the whole office's, or one unit's."""
    return f"{lane}/{'-' if unit_id is None else unit_id}"


def reporters_key(after: str) -> str:
    """Name where a reporter's task waits: beside the inbox whose work it follows, or nowhere when it follows none."""
    return f"{REPORTERS}{after.removeprefix(REPORTERS)}" if after else ""


def case_order(year: int, serial: int) -> int:
    """Make the number by which tasks are sorted as the numbers of their cases are."""
    return year * _YEARLY + serial


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
    free = (tasks.c.id == task_id) & (OPEN) & tasks.c.owner_id.is_(None)
    changed = connection.execute(update(tasks).where(free).values(**_owned_by(account_id, at)))
    return changed.rowcount == 1


def release(connection: Connection, task_id: UUID, account_id: int) -> bool:
    """Give an open task back to its inbox. Returns False when it is not this account's."""
    own = (tasks.c.id == task_id) & (OPEN) & (tasks.c.owner_id == account_id)
    changed = connection.execute(update(tasks).where(own).values(**_owned_by(None, None)))
    return changed.rowcount == 1


def reassign(connection: Connection, task_id: UUID, account_id: int | None, at: datetime) -> bool:
    """Give an open task to an account, or to nobody; its draft stays. Returns False when it is closed."""
    changed = connection.execute(update(tasks).where(tasks.c.id == task_id, OPEN).values(**_owned_by(account_id, at)))
    return changed.rowcount == 1


def snooze(connection: Connection, task_id: UUID, account_id: int, until: datetime | None) -> bool:
    """Put an open task of this account off until an instant, or no longer. Returns False when it is not hers."""
    own = (tasks.c.id == task_id) & OPEN & (tasks.c.owner_id == account_id)
    return connection.execute(update(tasks).where(own).values(snoozed_until=until)).rowcount == 1


def owner_renamed(connection: Connection, account_id: int) -> None:
    """Sort the open tasks of an account by the name that it has now."""
    owned = update(tasks).where(tasks.c.owner_id == account_id, OPEN)
    connection.execute(owned.values(owner_key=_owner_key(account_id)))


def key_changed(connection: Connection, column: str, old: str, new: str) -> None:
    """Sort open tasks by another key: `column` is "category_key" or "unit_key"."""
    if old != new:
        connection.execute(update(tasks).where(tasks.c[column] == old, OPEN).values({column: new}))


def save_draft(connection: Connection, task_id: UUID, account_id: int, sealed: bytes, at: datetime) -> bool:
    """Keep the owner's unfinished answers. Returns False when the task is not this account's to fill in."""
    own = (tasks.c.id == task_id) & (OPEN) & (tasks.c.owner_id == account_id)
    changed = connection.execute(update(tasks).where(own).values(draft_sealed=sealed, draft_saved_at=at))
    return changed.rowcount == 1


def cases_counted_before(connection: Connection, calendar_version: int) -> list[UUID]:
    """List the cases with open tasks whose due instants an older version of the calendar gave."""
    behind = select(tasks.c.case_id).where(OPEN, tasks.c.calendar_version < calendar_version)
    return list(connection.scalars(behind.distinct()))


def count_by(
    connection: Connection, case_id: UUID, calendar_version: int, moved: Sequence[tuple[UUID, datetime | None]]
) -> None:
    """Note that a case's open tasks are counted by this version of the calendar, which moved some of them."""
    still_open = tasks.c.case_id == case_id, OPEN
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


def _owned_by(account_id: int | None, at: datetime | None) -> dict[str, Any]:
    """Return the columns that say whose an open task is; nobody has put off what she has just been given."""
    if account_id is None:
        return {"owner_id": None, "claimed_at": None, "owner_key": NONE, "snoozed_until": None}
    return {"owner_id": account_id, "claimed_at": at, "owner_key": _owner_key(account_id), "snoozed_until": None}


def _owner_key(account_id: int) -> ScalarSelect[str]:
    """Let the database make the key of an owner as persistence/sort_keys.py does."""
    key = accounts.c.name_key + "|" + cast(accounts.c.id, String)
    return select(key).where(accounts.c.id == account_id).scalar_subquery()


@cache
def _recording(dialect: str) -> Insert:
    """Build the statement of `record` once, for the hot path."""
    new = insert_or(dialect, tasks)
    changed = {name: new.excluded[name] for name in ("state", "closed_at", "closed_by")}
    return new.on_conflict_do_update(
        index_elements=[tasks.c.id], set_={**changed, "draft_sealed": None, "draft_saved_at": None}
    )
