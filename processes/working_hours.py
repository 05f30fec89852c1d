"""Hours of a day, a week, a season and a special date; each refuses to exist where it contradicts itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, get_args

from processes.errors import InvalidCalendar

DayKind = Literal["holiday", "collective_leave", "closure", "workday"]

MONDAY, FRIDAY, SUNDAY = 0, 4, 6


@dataclass(frozen=True)
class Span:
    """Hold one stretch of work in a day, in whole minutes of local time."""

    start: time
    end: time

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it starts, or that a clock with minutes cannot show."""
        if any(clock.second or clock.microsecond or clock.tzinfo for clock in (self.start, self.end)):
            raise InvalidCalendar(f"Hours are whole minutes of local time: {self}")
        if self.start >= self.end:
            raise InvalidCalendar(f"Hours end before they start: {self}")


Spans = tuple[Span, ...]
Week = Mapping[int, Spans]
"""Hours of each weekday, Monday = 0; a weekday without an entry is free."""


@dataclass(frozen=True)
class Season:
    """Replace the weekly hours from `first` to `last`, both included (Ramadan)."""

    first: date
    last: date
    weekly: Week
    name: str
    is_estimate: bool = False

    def __post_init__(self) -> None:
        """Refuse a season that ends before it starts."""
        if self.first > self.last:
            raise InvalidCalendar(f"Season {self.name!r} ends before it starts")
        check_week(self.weekly)


@dataclass(frozen=True)
class Day:
    """Say what one date is; `hours` are the special hours of a workday."""

    kind: DayKind
    name: str
    hours: Spans = ()

    def __post_init__(self) -> None:
        """Refuse an unknown kind of day, and hours on a free day."""
        if self.kind not in get_args(DayKind):
            raise InvalidCalendar(f"Unknown kind of day: {self.kind!r}")
        if self.hours and self.kind != "workday":
            raise InvalidCalendar(f"Only a workday has hours: {self.name!r}")
        _check_order(self.hours, repr(self.name))


def check_week(weekly: Week) -> None:
    """Raise InvalidCalendar where hours of one weekday overlap or a weekday does not exist."""
    for weekday, spans in weekly.items():
        if weekday not in range(MONDAY, SUNDAY + 1):
            raise InvalidCalendar(f"Weekdays run from 0 (Monday) to 6 (Sunday), not {weekday!r}")
        _check_order(spans, f"weekday {weekday}")


def _check_order(spans: Spans, where: str) -> None:
    if any(earlier.end > later.start for earlier, later in pairwise(spans)):
        raise InvalidCalendar(f"Hours of {where} overlap or stand out of order")


def minutes(spans: Spans) -> int:
    """Add up the minutes of a day's hours."""
    day = date.min
    worked = (datetime.combine(day, span.end) - datetime.combine(day, span.start) for span in spans)
    return sum(worked, timedelta()) // timedelta(minutes=1)
