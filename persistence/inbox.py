"""Inboxes: lists of open tasks, and the numbers on their badges.

Everything here is a range of the index (inbox_key, state, due_at, id) or (owner_id, state, due_at, id). A person's
inbox is a union of ranges, one per key: an OR over keys makes both databases read far more than the page shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    Uuid,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from persistence.column_types import DueDateTime
from persistence.tables import accounts, cases, tasks
from persistence.tables.tasks import OPEN

PAGE = 50


@dataclass(frozen=True)
class InboxLine:
    """Hold one line of an inbox; the title is sealed with the case key, which is sealed with the master key."""

    id: UUID
    case_id: UUID
    element_id: str
    row_number: str
    lane: str
    owner_id: int | None
    owner_name: str | None
    opened_at: datetime
    due_at: datetime | None
    case_number: str
    visibility: str
    unit_id: int | None
    category_id: int | None
    sealed_key: bytes | None
    sealed_title: bytes | None
    submitted_at: datetime
    sop_version_id: int

    @property
    def place(self) -> "Place":
        """Give the place of this line, after which the next page begins."""
        return Place(self.due_at, self.id)


@dataclass(frozen=True)
class Place:
    """Name a place in a list that is sorted by due instant and id."""

    due_at: datetime | None
    id: UUID


@dataclass(frozen=True)
class Counts:
    """Hold the numbers of open tasks for the badges."""

    lanes: int
    lanes_late: int
    mine: int
    mine_late: int


_LINE: tuple[ColumnElement[Any], ...] = (
    tasks.c.id,
    tasks.c.case_id,
    tasks.c.element_id,
    tasks.c.row_number,
    tasks.c.lane,
    tasks.c.owner_id,
    accounts.c.name,
    tasks.c.opened_at,
    tasks.c.due_at,
    cases.c.number,
    cases.c.visibility,
    cases.c.unit_id,
    cases.c.category_id,
    cases.c.sealed_key,
    cases.c.sealed_title,
    cases.c.submitted_at,
    cases.c.sop_version_id,
)


def of_keys(
    connection: Connection,
    keys: Sequence[str],
    *,
    after: Place | None = None,
    late_at: datetime | None = None,
    limit: int = PAGE,
) -> list[InboxLine]:
    """List the open tasks of these inboxes, first due first.

    `after`: only what comes after this place. `late_at`: only what was due before this instant.
    """
    ranges = [tasks.c.inbox_key == key for key in dict.fromkeys(keys)]
    return _lines(connection, ranges, after, late_at, limit)


def of_owner(
    connection: Connection,
    account_id: int,
    *,
    after: Place | None = None,
    late_at: datetime | None = None,
    limit: int = PAGE,
) -> list[InboxLine]:
    """List the open tasks that this account owns, first due first."""
    return _lines(connection, [tasks.c.owner_id == account_id], after, late_at, limit)


def every_key(connection: Connection) -> list[str]:
    """List the inboxes of staff that ever held a task, so that the whole office can be listed by index.

    Each step looks up the next key in the index, however many tasks stand between them.
    """
    after = tasks.alias("after")
    found = select(func.min(tasks.c.inbox_key).label("key")).where(tasks.c.inbox_key >= "A", OPEN).cte(recursive=True)
    following = (
        select(func.min(after.c.inbox_key))
        .where(after.c.inbox_key > found.c.key, after.c.state == literal_column("'open'"))
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.key.is_not(None)))
    return list(connection.scalars(select(found.c.key).where(found.c.key.is_not(None))))


def count(connection: Connection, keys: Sequence[str], account_id: int, now: datetime) -> Counts:
    """Count the open and the late tasks of these inboxes and of this account, in one statement."""
    in_lanes = [tasks.c.inbox_key == key for key in dict.fromkeys(keys)]
    own = [tasks.c.owner_id == account_id]
    row = connection.execute(
        select(_number(in_lanes, None), _number(in_lanes, now), _number(own, None), _number(own, now))
    ).one()
    return Counts(*row)


def _lines(
    connection: Connection,
    ranges: Sequence[ColumnElement[bool]],
    after: Place | None,
    late_at: datetime | None,
    limit: int,
) -> list[InboxLine]:
    if not ranges:
        return []
    # The ranges are merged by what the index holds; the rows themselves are fetched for one page only.
    merged = union_all(*(select(_range(range_, after, late_at, limit)) for range_ in ranges)).subquery()
    page = select(merged.c.id).order_by(merged.c.due_at, merged.c.id).limit(limit).subquery()
    lines = (
        select(*_LINE)
        .select_from(page)
        .join(tasks, tasks.c.id == page.c.id)
        .join(cases, cases.c.id == tasks.c.case_id)
        .outerjoin(accounts, accounts.c.id == tasks.c.owner_id)
        .order_by(tasks.c.due_at, tasks.c.id)
    )
    return [InboxLine(*row) for row in connection.execute(lines)]


def _range(range_: ColumnElement[bool], after: Place | None, late_at: datetime | None, limit: int) -> Subquery:
    ids = select(tasks.c.due_at, tasks.c.id).where(range_, OPEN)
    if after:
        place = tuple_(literal(after.due_at, DueDateTime()), literal(after.id, Uuid()))
        ids = ids.where(tuple_(tasks.c.due_at, tasks.c.id) > place)
    if late_at:
        ids = ids.where(tasks.c.due_at < late_at)
    return ids.order_by(tasks.c.due_at, tasks.c.id).limit(limit).subquery()


def _number(ranges: Sequence[ColumnElement[bool]], late_at: datetime | None) -> ColumnElement[int]:
    number: ColumnElement[int] = literal(0)
    for range_ in ranges:
        counted = select(func.count()).select_from(tasks).where(range_, OPEN)
        if late_at:
            counted = counted.where(tasks.c.due_at < late_at)
        number += counted.scalar_subquery()
    return number
