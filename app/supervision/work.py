"""The open work of the office at one instant: its bounds in time, its counts, and the addresses of the lists behind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from flask import url_for

from app.i18n import gettext
from app.times import day
from persistence.supervision import Bounds, Group, State, Tally
from processes.working_calendar import WorkingCalendar

DONE_DAYS = 5
LONGEST_SEARCH = 90  # No office is closed for longer.
STATES: Mapping[str, State] = {
    "terbuka": "open",
    "terlambat": "late",
    "hari-ini": "today",
    "berikutnya": "next",
    "selesai": "done",
}
NAMES: Mapping[State, str] = {state: name for name, state in STATES.items()}


@dataclass(frozen=True)
class Numbers:
    """Some part of the open work: its name, its counts, and the words of the address that lists it."""

    name: str
    sub: str
    tally: Tally
    query: Mapping[str, Any]

    def url(self, state: State) -> str:
        """Return the address of the list behind one of the counts."""
        return url_for("supervision.task_list", keadaan=NAMES[state], **self.query)


def bounds_at(now: datetime, calendar: WorkingCalendar) -> Bounds:
    """Divide the time around an instant by the office's days."""
    today = calendar.date_at(now)
    return Bounds(
        now=now,
        tomorrow=calendar.midnight(today + timedelta(days=1)),
        end=calendar.midnight(following_day(today, calendar) + timedelta(days=1)),
        since=calendar.midnight(_first_of_last_days(today, calendar)),
    )


def following_day(today: date, calendar: WorkingCalendar) -> date:
    """Find the next working day after a date; without any, the next date."""
    days = (today + timedelta(days=number) for number in range(1, LONGEST_SEARCH))
    return next(filter(calendar.openings, days), today + timedelta(days=1))


def following_name(today: date, calendar: WorkingCalendar) -> str:
    """Say which day the next working day is."""
    following = following_day(today, calendar)
    return gettext("Besok") if following == today + timedelta(days=1) else day(following)


def summed(tallies: Mapping[Group, Tally], by: Callable[[Group], Hashable]) -> dict[Any, Tally]:
    """Add the counts up by something that groups share."""
    sums: dict[Any, Tally] = {}
    for group, tally in tallies.items():
        key = by(group)
        sums[key] = sums.get(key, Tally()) + tally
    return sums


def total(tallies: Iterable[Tally]) -> Tally:
    """Add all counts up."""
    return sum(tallies, Tally())


def _first_of_last_days(today: date, calendar: WorkingCalendar) -> date:
    """Find the first of the last five working days, today included."""
    days = (today - timedelta(days=number) for number in range(LONGEST_SEARCH))
    worked = list(islice(filter(calendar.openings, days), DONE_DAYS))
    return worked[-1] if worked else today
