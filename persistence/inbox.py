"""The inbox: one page of open tasks, in any order and filter."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, select

from persistence import inbox_select
from persistence.inbox_groups import next_value
from persistence.inbox_plans import plan_once
from persistence.inbox_select import DUE, IN_ORDER, ROW, Shape
from persistence.inbox_wanted import Condition, Wanted, row_order
from persistence.inbox_ways import are_few, ways
from persistence.sort_keys import NONE
from persistence.tables import accounts, cases, tasks

PAGE = 50
MOST_GROUPS = 4


@dataclass(frozen=True)
class InboxLine:
    """Hold one line of an inbox; the title is sealed with the case key, which is sealed with the master key."""

    id: UUID
    case_id: UUID
    element_id: str
    row_number: str
    lane: str
    inbox_key: str
    owner_id: int | None
    owner_name: str | None
    opened_at: datetime
    due_at: datetime | None
    snoozed_until: datetime | None
    awaits_reply: bool
    case_number: str
    visibility: str
    channel: str
    unit_id: int | None
    category_id: int | None
    sealed_key: bytes | None
    sealed_title: bytes | None
    submitted_at: datetime
    sop_version_id: int


LINE: tuple[ColumnElement[Any], ...] = (
    tasks.c.id,
    tasks.c.case_id,
    tasks.c.element_id,
    tasks.c.row_number,
    tasks.c.lane,
    tasks.c.inbox_key,
    tasks.c.owner_id,
    accounts.c.name,
    tasks.c.opened_at,
    tasks.c.due_at,
    tasks.c.snoozed_until,
    tasks.c.awaits_reply,
    cases.c.number,
    cases.c.visibility,
    cases.c.channel,
    cases.c.unit_id,
    cases.c.category_id,
    cases.c.sealed_key,
    cases.c.sealed_title,
    cases.c.submitted_at,
    cases.c.sop_version_id,
)


def page(connection: Connection, wanted: Wanted, *, after: UUID | None = None, limit: int = PAGE) -> list[InboxLine]:
    """List the tasks of one page: behind the task `after`, which may be closed by now, or from the beginning."""
    wanted = _simply_sorted(wanted)
    plan_once(connection)
    return _page(connection, wanted, _place(connection, after, wanted.sort) if after else None, limit)


def of_owner(connection: Connection, account_id: int, *, limit: int = PAGE) -> list[InboxLine]:
    """List the open tasks that this account owns, first due first."""
    return page(connection, Wanted(datetime.min.replace(tzinfo=UTC), owner_id=account_id), limit=limit)


@dataclass(frozen=True)
class _Place:
    """Hold where in a list a task stands, or stood."""

    s: Any
    due_at: datetime | None
    id: UUID
    row: str


def _place(connection: Connection, task_id: UUID, sort: str) -> _Place | None:
    there = select(tasks.c[sort], tasks.c.due_at, tasks.c.id, tasks.c.row_number).where(tasks.c.id == task_id)
    row = connection.execute(there).one_or_none()
    return _Place(*row) if row else None


def _read(connection: Connection, wanted: Wanted, place: _Place | None, limit: int) -> list[InboxLine]:
    if wanted.owner_id is None and not wanted.ranges:
        return []
    parameters = wanted.parameters()
    if place:
        parameters |= {"after_s": place.s, "after_due": place.due_at, "after_id": place.id}
    shape = wanted.shape(ways(connection, wanted, limit), limit, has_place=place is not None)
    shape = replace(shape, is_each_limited=connection.dialect.name == "postgresql")
    return [InboxLine(*row) for row in connection.execute(_lines(shape), parameters)]


def _page(connection: Connection, wanted: Wanted, place: _Place | None, limit: int) -> list[InboxLine]:
    if wanted.sort == ROW and wanted.owner_id is None:
        return _in_rows(connection, wanted, place, limit)
    if wanted.owner_id is not None or wanted.sort in IN_ORDER or are_few(connection, wanted):
        return _read(connection, wanted, place, limit)
    if wanted.bounds() == (None, None):
        return _in_halves(connection, wanted, place, limit)
    return _in_groups(connection, wanted, place, limit)


def _in_rows(connection: Connection, wanted: Wanted, place: _Place | None, limit: int) -> list[InboxLine]:
    """Read row after row of the SOP, from that of the place on."""
    lines: list[InboxLine] = []
    ranges = sorted(wanted.ranges, key=lambda each: row_order(each.row), reverse=wanted.is_descending)
    for row, alike in groupby(ranges, lambda each: each.row):
        if place is not None and place.row != row:
            continue
        if len(lines) < limit:
            of_row = replace(wanted, ranges=tuple(alike), sort=DUE, is_descending=False)
            lines += _read(connection, of_row, place, limit - len(lines))
        place = None
    return lines


def _in_halves(connection: Connection, wanted: Wanted, place: _Place | None, limit: int) -> list[InboxLine]:
    """Read what has a name and what has none by themselves: there are few claimed tasks beside those that wait."""
    named, nameless = Condition(wanted.sort, below=NONE), Condition(wanted.sort, is_=NONE)
    lines: list[InboxLine] = []
    for condition in (nameless, named) if wanted.is_descending else (named, nameless):
        is_here = place is not None and (place.s == NONE) == (condition is nameless)
        if (place is None or is_here) and len(lines) < limit:
            half = replace(wanted, conditions=(*wanted.conditions, condition))
            lines += _page(connection, _simply_sorted(half), place, limit - len(lines))
            place = None
    return lines


def _in_groups(connection: Connection, wanted: Wanted, place: _Place | None, limit: int) -> list[InboxLine]:
    """Read group after group of one value each, until the page is full: each is read in the order of its index.

    Where some groups did not fill it, what is left is few, and is sorted at once.
    """
    lines: list[InboxLine] = []
    value = place.s if place else next_value(connection, wanted, None)
    for _ in range(MOST_GROUPS):
        if value is None:
            return lines
        group = replace(wanted.only(value), sort=DUE, is_descending=False)
        lines += _read(connection, group, place, limit - len(lines))
        if len(lines) == limit:
            return lines
        value, place = next_value(connection, wanted, value), None
    return lines + (_read(connection, wanted.from_(value), None, limit - len(lines)) if value is not None else [])


def _simply_sorted(wanted: Wanted) -> Wanted:
    """Sort by due instant what has only one value of the column that it is to be sorted by."""
    if not any(each.column == wanted.sort and each.kind == "is" for each in wanted.conditions):
        return wanted
    return replace(wanted, sort=DUE, is_descending=False)


@lru_cache(maxsize=512)
def _lines(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Fetch the lines of one page: the cases and owners of no other task are read."""
    page = inbox_select.page(shape)
    return (
        select(*LINE)
        .select_from(page)
        .join(tasks, tasks.c.id == page.c.id)
        .join(cases, cases.c.id == tasks.c.case_id)
        .outerjoin(accounts, accounts.c.id == tasks.c.owner_id)
        .order_by(*inbox_select.order(shape, page.c))
    )
