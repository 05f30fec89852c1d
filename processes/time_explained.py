"""Show how a due instant came about: each stretch of time, worked or not, with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Literal

from processes.messages import N_
from processes.sop import Budget
from processes.working_calendar import WorkingCalendar
from processes.working_time import DAY, days_between, due_at, working_minutes

Reason = Literal["work", "break", "outside_hours", "rest_day", "holiday", "collective_leave", "closure"]

REASONS: Mapping[Reason, str] = {
    "work": N_("Jam kerja"),
    "break": N_("Istirahat"),
    "outside_hours": N_("Di luar jam kerja"),
    "rest_day": N_("Bukan hari kerja"),
    "holiday": N_("Hari libur"),
    "collective_leave": N_("Cuti bersama"),
    "closure": N_("Kantor tutup"),
}


@dataclass(frozen=True)
class Segment:
    """Hold one stretch of time; a worked one has minutes and the number of its working day, from 0."""

    start: datetime
    end: datetime
    reason: Reason
    name: str = ""
    day_number: int | None = None
    minutes: int = 0


def explain(budget: Budget, since: datetime, calendar: WorkingCalendar) -> tuple[Segment, ...]:
    """Split the time from `since` to the due instant, in UTC, into stretches without a gap.

    A name is that of the holiday, the season or the special day. The minutes of all stretches add up to
    those between both instants: to the budget, where it counts in minutes.
    """
    due = due_at(budget, since, calendar)
    merged: list[Segment] = []
    for segment in _segments(since.astimezone(UTC), due, calendar):
        if merged and replace(segment, start=merged[-1].start) == replace(merged[-1], end=segment.end):
            merged[-1] = replace(merged[-1], end=segment.end)
        else:
            merged.append(segment)
    # Rounding the running total, not each stretch, keeps the sum right when the start has seconds.
    totals = [0, *(working_minutes(since, segment.end, calendar) for segment in merged)]
    counted = zip(merged, pairwise(totals), strict=True)
    return tuple(replace(segment, minutes=after - before) for segment, (before, after) in counted)


def _segments(since: datetime, due: datetime, calendar: WorkingCalendar) -> Iterator[Segment]:
    first = calendar.date_at(since)
    number = 0
    for day in days_between(first, calendar.date_at(due)):
        number += day > first and bool(calendar.openings(day))
        for start, end, reason in _stretches(day, calendar):
            begin, until = max(start, since), min(end, due)
            if begin < until:
                day_number = number if reason == "work" else None
                yield Segment(begin, until, reason, _name(day, reason, calendar), day_number)


def _stretches(day: date, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime, Reason]]:
    openings = calendar.openings(day)
    at = calendar.midnight(day)
    idle: Reason = "outside_hours" if openings else _why_free(day, calendar)
    for start, end in openings:
        yield at, start, idle
        yield start, end, "work"
        at, idle = end, "break"
    yield at, calendar.midnight(day + DAY), "outside_hours" if openings else idle


def _why_free(day: date, calendar: WorkingCalendar) -> Reason:
    entry = calendar.days.get(day)
    return entry.kind if entry and entry.kind != "workday" else "rest_day"


def _name(day: date, reason: Reason, calendar: WorkingCalendar) -> str:
    if entry := calendar.days.get(day):
        return entry.name if reason in ("work", entry.kind) else ""
    season = calendar.season_on(day)
    return season.name if season and reason == "work" else ""
