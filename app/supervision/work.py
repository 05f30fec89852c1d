"""Counts of the office's open work, with the addresses of the lists behind them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from app.i18n import format_date, gettext
from app.work_days import following_day
from persistence.supervision import Group, State, Tally
from processes.working_calendar import WorkingCalendar

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


def following_name(today: date, calendar: WorkingCalendar) -> str:
    """Say which day the next working day is: tomorrow, on Monday, or a date that is further away."""
    following = following_day(today, calendar)
    if following == today + timedelta(days=1):
        return gettext("besok")
    return format_date(following, "EEEE" if following - today < timedelta(days=7) else "d MMMM")


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
