"""Open work of the whole office: counted once by everything it is asked by, and listed by the same conditions.

The tasks of reporters are no work of the office and are never late. Every number of the supervisor's pages comes from
`tallies`, and every list behind a number from `listed` with the same conditions, so that the two agree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Uuid, and_, case, func, literal, select, true, tuple_

from persistence.column_types import DueDateTime
from persistence.journal import JournalEntry
from persistence.tables import accounts, cases, journal, tasks
from persistence.tables.tasks import OPEN

PAGE = 50
State = Literal["open", "late", "today", "next", "done"]
# Keys of the office's inboxes begin with the id of a lane; those of reporters are empty or begin with "@".
STAFFS = tasks.c.inbox_key >= "A"
_DONE = tasks.c.state == "completed"


@dataclass(frozen=True)
class Bounds:
    """Divide time: late is due before `now`, today before `tomorrow`, next before `end`; done counts from `since`."""

    now: datetime
    tomorrow: datetime
    end: datetime
    since: datetime


@dataclass(frozen=True)
class Group:
    """Name tasks that share all of these; `unit` is "-" for a lane of the whole office, "0" while it is undecided."""

    lane: str
    row_number: str
    element_id: str
    sop_version_id: int
    unit: str
    owner_id: int | None
    category_id: int | None
    channel: str

    @property
    def inbox_key(self) -> str:
        """Return the key of the inbox in which these tasks wait."""
        return f"{self.lane}/{self.unit}"


@dataclass(frozen=True)
class Tally:
    """Count open tasks, and of them those that are late, due later today, and due on the next working day."""

    open: int = 0
    late: int = 0
    today: int = 0
    next: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add number by number."""
        return Tally(*(mine + its for mine, its in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass(frozen=True)
class Wanted:
    """Say which tasks are meant; None means any, and owner 0 that nobody has claimed them."""

    state: State = "open"
    lane: str | None = None
    row_number: str | None = None
    unit: str | None = None
    owner_id: int | None = None
    category_id: int | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Line:
    """Hold one task of a list; the title is sealed with the case key, which is sealed with the master key."""

    id: UUID
    case_id: UUID
    element_id: str
    inbox_key: str
    owner_id: int | None
    owner_name: str | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    snoozed_until: datetime | None
    number: str
    visibility: str
    sealed_key: bytes | None
    sealed_title: bytes | None
    sop_version_id: int


@dataclass(frozen=True)
class Place:
    """Name a place in a list, after which the next page begins: `at` is when a task is due, or was done."""

    at: datetime | None
    id: UUID


def tallies(connection: Connection, bounds: Bounds) -> dict[Group, Tally]:
    """Count all open work in one statement."""
    group = (
        tasks.c.lane,
        tasks.c.row_number,
        tasks.c.element_id,
        cases.c.sop_version_id,
        tasks.c.inbox_key,
        tasks.c.owner_id,
        cases.c.category_id,
        cases.c.channel,
    )
    states: tuple[State, ...] = ("late", "today", "next")
    numbers = (func.count(), *(func.sum(case((_due(state, bounds), 1), else_=0)) for state in states))
    counted = select(*group, *numbers).join(cases, cases.c.id == tasks.c.case_id).where(OPEN, STAFFS).group_by(*group)
    return {
        Group(lane, row_number, element_id, version, unit_of(key), owner, category, channel): Tally(*map(int, sums))
        for lane, row_number, element_id, version, key, owner, category, channel, *sums in connection.execute(counted)
    }


def unit_of(inbox_key: str) -> str:
    """Read the unit of an inbox from its key."""
    return inbox_key.rpartition("/")[2]


def done_by(connection: Connection, since: datetime) -> dict[int, int]:
    """Count the tasks that each account has completed since an instant."""
    done = select(tasks.c.closed_by, func.count().label("number")).where(tasks.c.closed_at >= since, _DONE, STAFFS)
    rows = connection.execute(done.where(tasks.c.closed_by.is_not(None)).group_by(tasks.c.closed_by))
    return {row.closed_by: row.number for row in rows}


def listed(
    connection: Connection, wanted: Wanted, bounds: Bounds, *, after: Place | None = None, limit: int = PAGE
) -> list[Line]:
    """List tasks, first due first; what is done, last done first."""
    person = accounts.alias("person")
    is_done = wanted.state == "done"
    rows = (
        select(*_columns(person))
        .join(cases, cases.c.id == tasks.c.case_id)
        .outerjoin(person, person.c.id == (tasks.c.closed_by if is_done else tasks.c.owner_id))
        .where(*_conditions(wanted, bounds))
        .limit(limit)
    )
    return [Line(*row) for row in connection.execute(_in_order(rows, after, is_done=is_done))]


def count(connection: Connection, wanted: Wanted, bounds: Bounds) -> int:
    """Count the tasks that `listed` would list on all its pages."""
    counted = select(func.count()).select_from(tasks).join(cases, cases.c.id == tasks.c.case_id)
    return connection.scalar(counted.where(*_conditions(wanted, bounds))) or 0


def entries_about(connection: Connection, case_ids: Collection[UUID], kinds: Collection[str]) -> list[JournalEntry]:
    """List what the journals of these cases say of these kinds, oldest first."""
    if not case_ids:
        return []
    found = select(journal).where(journal.c.case_id.in_(case_ids), journal.c.kind.in_(kinds))
    return [JournalEntry(*row) for row in connection.execute(found.order_by(journal.c.case_id, journal.c.seq))]


def _columns(person: Any) -> tuple[ColumnElement[Any], ...]:
    of_task = ("id", "case_id", "element_id", "inbox_key", "owner_id")
    of_time = ("opened_at", "due_at", "closed_at", "snoozed_until")
    of_case = ("number", "visibility", "sealed_key", "sealed_title", "sop_version_id")
    return (
        *(tasks.c[name] for name in of_task),
        person.c.name,
        *(tasks.c[name] for name in of_time),
        *(cases.c[name] for name in of_case),
    )


def _conditions(wanted: Wanted, bounds: Bounds) -> list[ColumnElement[bool]]:
    conditions = [STAFFS, _due(wanted.state, bounds)]
    conditions.append(and_(_DONE, tasks.c.closed_at >= bounds.since) if wanted.state == "done" else OPEN)
    if wanted.unit is not None:
        conditions.append(tasks.c.inbox_key.endswith(f"/{wanted.unit}", autoescape=True))
    if wanted.owner_id is not None:
        owner = tasks.c.closed_by if wanted.state == "done" else tasks.c.owner_id
        conditions.append(owner == wanted.owner_id if wanted.owner_id else owner.is_(None))
    equal: tuple[tuple[ColumnElement[Any], object], ...] = (
        (tasks.c.lane, wanted.lane),
        (tasks.c.row_number, wanted.row_number),
        (cases.c.category_id, wanted.category_id),
        (cases.c.channel, wanted.channel),
    )
    return [*conditions, *(column == value for column, value in equal if value is not None)]


def _due(state: State, bounds: Bounds) -> ColumnElement[bool]:
    """Say in which part of time a task is due; work that ends exactly when it is due is in time."""
    if state == "late":
        return tasks.c.due_at < bounds.now
    if state == "today":
        return and_(tasks.c.due_at >= bounds.now, tasks.c.due_at < bounds.tomorrow)
    if state == "next":
        return and_(tasks.c.due_at >= bounds.tomorrow, tasks.c.due_at < bounds.end)
    return true()


def _in_order(rows: Select[Any], after: Place | None, *, is_done: bool) -> Select[Any]:
    sorted_by = tasks.c.closed_at if is_done else tasks.c.due_at
    if after:
        place = tuple_(literal(after.at, DueDateTime()), literal(after.id, Uuid()))
        here = tuple_(sorted_by, tasks.c.id)
        rows = rows.where(here < place if is_done else here > place)
    if is_done:
        return rows.order_by(sorted_by.desc(), tasks.c.id.desc())
    return rows.order_by(sorted_by, tasks.c.id)
