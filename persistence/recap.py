"""The figures of a period: what came in, was answered, stays open, and what passed its standard time.

Every figure is counted once, by (category, unit, channel); whoever wants it by one of them adds these up, so that no
two tables disagree.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from persistence.tables import cases, tasks
from persistence.tasks import REPORTERS


@dataclass(frozen=True)
class Period:
    """Name a period from `first` up to `end`, as it stands at `at`: its end, or now while it runs."""

    first: datetime
    end: datetime
    at: datetime


@dataclass(frozen=True)
class Group:
    """Name cases that share these three."""

    category_id: int | None
    unit_id: int | None
    channel: str


@dataclass(frozen=True)
class Tally:
    """Count cases, and in `late_steps` tasks.

    `received`, `answered` and `withdrawn` (closed without an answer) happened in the period; `open` (without an answer)
    and `late` (open, in a row whose standard time has passed) are as it stands at its end; `late_steps` are tasks of
    staff whose standard time ended in the period before they were done.
    """

    received: int = 0
    answered: int = 0
    withdrawn: int = 0
    open: int = 0
    late: int = 0
    late_steps: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add figure by figure."""
        return Tally(*(mine + its for mine, its in zip(vars(self).values(), vars(other).values(), strict=True)))


# The tasks of the reporter have no inbox of the office, and are never late.
_STAFFS = and_(tasks.c.inbox_key != "", ~tasks.c.inbox_key.startswith(REPORTERS))
_GROUP = (cases.c.category_id, cases.c.unit_id, cases.c.channel)


def tallies(connection: Connection, period: Period) -> dict[Group, Tally]:
    """Count a period, by category, unit and channel."""
    counted: dict[Group, dict[str, int]] = defaultdict(dict)
    for figure, condition in _conditions(period).items():
        for *group, number in connection.execute(select(*_GROUP, func.count()).where(condition).group_by(*_GROUP)):
            counted[Group(*group)][figure] = number
    steps = select(*_GROUP, func.count()).join(tasks, tasks.c.case_id == cases.c.id).where(_missed(period))
    for *group, number in connection.execute(steps.group_by(*_GROUP)):
        counted[Group(*group)]["late_steps"] = number
    return {group: Tally(**figures) for group, figures in counted.items()}


def trend(connection: Connection, periods: Sequence[Period]) -> list[Tally]:
    """Count what happened in each of these periods; what is open at its end belongs to no trend and is left out."""
    return [Tally(**dict(_happened(connection, period))) for period in periods]


def _happened(connection: Connection, period: Period) -> Iterator[tuple[str, int]]:
    conditions = _conditions(period)
    for figure in ("received", "answered", "withdrawn"):
        yield figure, connection.scalar(select(func.count()).select_from(cases).where(conditions[figure])) or 0
    yield "late_steps", connection.scalar(select(func.count()).select_from(tasks).where(_missed(period))) or 0


def _conditions(period: Period) -> dict[str, ColumnElement[bool]]:
    is_open = and_(
        cases.c.submitted_at < period.end,
        cases.c.submitted_at <= period.at,
        or_(cases.c.answered_at.is_(None), cases.c.answered_at >= period.at),
        or_(cases.c.closed_at.is_(None), cases.c.closed_at >= period.at),
    )
    late_task = exists().where(
        tasks.c.case_id == cases.c.id,
        _STAFFS,
        tasks.c.opened_at <= period.at,
        or_(tasks.c.closed_at.is_(None), tasks.c.closed_at >= period.at),
        tasks.c.due_at < period.at,
    )
    return {
        "received": _within(cases.c.submitted_at, period),
        "answered": _within(cases.c.answered_at, period),
        "withdrawn": and_(_within(cases.c.closed_at, period), cases.c.answered_at.is_(None)),
        "open": is_open,
        "late": and_(is_open, late_task),
    }


def _within(column: ColumnElement[Any], period: Period) -> ColumnElement[bool]:
    return and_(column >= period.first, column < period.end)


def _missed(period: Period) -> ColumnElement[bool]:
    return and_(
        _STAFFS,
        tasks.c.due_at >= period.first,
        tasks.c.due_at < period.at,
        or_(tasks.c.closed_at.is_(None), tasks.c.closed_at > tasks.c.due_at),
    )
