"""The select behind a page of the inbox: which ranges of which index it reads, so that it never reads a lane whole.

Each inbox key and row is one range. The ranges are merged in the order of the list, so that only as much of each is
read as the page shows. `led_by` says which condition chooses the index of a range; the others are checked in it. What
must not lead is said in words for which no index is looked at. A statement is built once and kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)

from persistence.column_types import DueDateTime, UtcDateTime
from persistence.tables import tasks
from persistence.tables.tasks import OPEN

DUE, ROW, NUMBER = "due_at", "row_number", "case_order"
# An index is read in these orders; else lists are sorted, or parted into groups that have one value each.
IN_ORDER = frozenset({DUE, NUMBER})
Where = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Arm:
    """Hold how a range is read: only what waits for an answer, or all; and which condition leads, if one does."""

    is_awaiting: bool = False
    led_by: str | None = None


@dataclass(frozen=True)
class Shape:
    """Hold what decides the words of a select: everything but its parameters.

    `arms` are the ranges that are merged; none where the list is an owner's. `conditions` are pairs of a column and
    "is", "from", "below" or "between". `put_off` is "shown", "hidden" or "only". `is_each_limited`: PostgreSQL reads
    an index in its order only where it knows how little it needs of it; SQLite merges only what has no limit.
    """

    arms: tuple[Arm, ...]
    conditions: tuple[tuple[str, str], ...]
    put_off: str
    sort: str
    is_descending: bool
    has_place: bool
    limit: int
    is_each_limited: bool = False


@lru_cache(maxsize=512)
def page(shape: Shape) -> Subquery:
    """Select the ids of one page, each with its place: `s` that it is sorted by, and its due instant."""
    parts = [_part(shape, arm, _leads(place, arm)) for place, arm in enumerate(shape.arms)]
    if not parts:
        parts = [_part(shape, Arm(), [tasks.c.owner_id == bindparam("owner", type_=Integer())])]
    if len(parts) == 1:
        columns = parts[0].selected_columns
        return parts[0].order_by(*order(shape, columns)).limit(_number(shape.limit)).subquery("page")
    if shape.is_each_limited:
        parts = [_limited(shape, part) for part in parts]
    merged = union_all(*parts)
    return merged.order_by(*order(shape, merged.selected_columns)).limit(_number(shape.limit)).subquery("page")


@lru_cache(maxsize=512)
def number(shape: Shape, name: str) -> ColumnElement[int]:
    """Count tasks, at most `limit`; `name` keeps the parameters of several counts of one statement apart.

    The ranges are looked up in one walk, because their order is of no interest.
    """
    arm = shape.arms[0] if shape.arms else Arm()
    where: Where = [tasks.c.owner_id == bindparam(f"{name}owner", type_=Integer())]
    if shape.arms:
        where = [
            tasks.c[column].in_(bindparam(f"{name}{column}", type_=Text(), expanding=True))
            for column in ("inbox_key", ROW)
        ]
        where += [tasks.c.awaits_reply] * arm.is_awaiting
    found: Select[*tuple[Any, ...]] = select(literal_column("1").label("one"))
    found = found.where(*where, OPEN, *conditions(shape, arm, name)).limit(_number(shape.limit))
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _limited(shape: Shape, part: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    ordered = part.order_by(*order(shape, part.selected_columns)).limit(_number(shape.limit))
    return select(ordered.subquery())


def order(shape: Shape, columns: Any) -> Iterator[ColumnElement[Any]]:
    """Say in which order the lines stand: where names are reversed, the most urgent is still the first."""
    if shape.sort not in IN_ORDER:
        yield columns["s"].desc() if shape.is_descending else columns["s"]
        yield from (columns[DUE], columns["id"])
        return
    names = ("s", DUE, "id") if shape.sort == NUMBER else (DUE, "id")
    yield from (columns[name].desc() if shape.is_descending else columns[name] for name in names)


def _leads(place: int, arm: Arm) -> Where:
    leads: Where = [
        tasks.c.inbox_key == bindparam(f"key_{place}", type_=Text()),
        tasks.c.row_number == bindparam(f"row_{place}", type_=Text()),
    ]
    return [*leads, tasks.c.awaits_reply] if arm.is_awaiting else leads


def _part(shape: Shape, arm: Arm, leads: Where) -> Select[*tuple[Any, ...]]:
    s = _sorted_by(shape, arm)
    where = [*leads, OPEN, *conditions(shape, arm)]
    if shape.has_place:
        where.append(_after(shape, s, _due(shape, arm)))
    return select(s.label("s"), _due(shape, arm).label(DUE), tasks.c.id.label("id")).where(*where)


def _due(shape: Shape, arm: Arm) -> ColumnElement[Any]:
    """Name the due instant, so that no index gives its order where a span of values leads to few tasks to be sorted."""
    is_span = arm.led_by not in {None, DUE} and (arm.led_by, "is") not in shape.conditions
    return func.coalesce(tasks.c.due_at, tasks.c.due_at) if is_span and shape.sort == DUE else tasks.c.due_at


def _sorted_by(shape: Shape, arm: Arm) -> ColumnElement[Any]:
    """Name what the list is sorted by; where a condition leads, the index of the sorting must not."""
    if shape.sort == DUE:
        return literal_column("0", Integer())
    column = tasks.c[shape.sort]
    is_walked = shape.sort == NUMBER and arm == Arm()
    return column if is_walked else func.coalesce(column, column)


def _after(shape: Shape, s: ColumnElement[Any], due_at: ColumnElement[Any]) -> ColumnElement[bool]:
    """Begin behind the last line of the page before."""
    due, task_id = bindparam("after_due", type_=DueDateTime()), bindparam("after_id", type_=Uuid())
    here, there = tuple_(due_at, tasks.c.id), tuple_(due, task_id)
    last = bindparam("after_s", type_=s.type)
    if shape.sort not in IN_ORDER:
        return (s < last if shape.is_descending else s > last) | ((s == last) & (here > there))
    if shape.sort == NUMBER:
        here, there = tuple_(s, due_at, tasks.c.id), tuple_(last, due, task_id)
    return here < there if shape.is_descending else here > there


def conditions(shape: Shape, arm: Arm, prefix: str = "") -> Iterator[ColumnElement[bool]]:
    """Say what the tasks of a list must meet; `prefix` begins the names of the parameters."""
    for place, (name, kind) in enumerate(shape.conditions):
        column: ColumnElement[Any] = tasks.c[name]
        low, below = (bindparam(f"{prefix}{end}_{place}", type_=tasks.c[name].type) for end in ("low", "below"))
        condition = column == low
        if kind != "is":
            ends = [column >= low] * (kind != "below") + [column < below] * (kind != "from")
            condition = and_(*ends)
        yield condition if _may_lead(shape, arm, name) else _held(condition)
    now = bindparam(f"{prefix}now", type_=UtcDateTime())
    if shape.put_off == "hidden":
        # What is put off and already late is shown: it must not be forgotten.
        yield _held(tasks.c.snoozed_until.is_(None) | (tasks.c.snoozed_until <= now) | (tasks.c.due_at < now))
    if shape.put_off == "only":
        yield _held((tasks.c.snoozed_until > now) & (tasks.c.due_at >= now))


def _held(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Check a condition in whatever index is read: none answers it, and PostgreSQL takes it to hold of every other."""
    return case((condition, literal_column("true")), else_=literal_column("false"))


def _may_lead(shape: Shape, arm: Arm, name: str) -> bool:
    """Tell whether a condition may choose the index; each index goes on with the due instant.

    What waits for an answer has an index of its own, whatever it is filtered by.
    """
    if arm.is_awaiting:
        return False
    if name == DUE and arm.led_by is None:
        return shape.sort == DUE
    return name == arm.led_by or (name == DUE and (arm.led_by, "is") in shape.conditions)


def _number(limit: int) -> ColumnElement[int]:
    """Write a limit into the statement: PostgreSQL plans for it."""
    return literal_column(str(limit), Integer())
