"""Count working time: from an instant and a budget to the due instant, and back to minutes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from processes.calendar_json import from_json, to_json
from processes.errors import NoWorkingTime
from processes.office_hours import default_calendar, ramadan, zone_name
from processes.sop import Budget
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day, Season, Span

__all__ = [
    "Day",
    "Season",
    "Span",
    "WorkingCalendar",
    "default_calendar",
    "due_at",
    "from_json",
    "is_late",
    "is_working",
    "next_opening",
    "part_passed_at",
    "ramadan",
    "to_json",
    "warning_at",
    "working_minutes",
    "zone_name",
]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGEST_SEARCH = 3660 * DAY


def due_at(budget: Budget, since: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant in UTC at which a budget that starts at `since` is used up.

    Minutes are working minutes, days are working days. Raises NoWorkingTime where the calendar has too few.
    """
    if budget.unit == "days" and calendar.day_rule == "day_zero":
        return _close_of_working_day(budget.amount, since, calendar)
    amount = budget.amount * (1 if budget.unit == "minutes" else calendar.daily_minutes)
    return _after(amount * MINUTE, since, calendar)


def working_minutes(since: datetime, until: datetime, calendar: WorkingCalendar) -> int:
    """Count the whole working minutes between two instants; negative where `until` is the earlier one."""
    if until < since:
        return -working_minutes(until, since, calendar)
    return _working_time(since, until, calendar) // MINUTE


def is_late(due: datetime, at: datetime) -> bool:
    """Say whether a due instant has passed; work that ends exactly when it is due is in time."""
    return at > due


def is_working(at: datetime, calendar: WorkingCalendar) -> bool:
    """Say whether the office works at an instant; at closing time it does not any more."""
    return any(start <= at < end for start, end in calendar.openings(calendar.date_at(at)))


def next_opening(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the first instant of working time at or after `at`: nobody is notified before it."""
    return _after(timedelta(), at, calendar)


def warning_at(budget: Budget, since: datetime, calendar: WorkingCalendar, percent: int = 75) -> datetime:
    """Give the instant at which `percent` of the working time until the due instant has passed."""
    return part_passed_at(since, due_at(budget, since, calendar), calendar, percent)


def part_passed_at(since: datetime, due: datetime, calendar: WorkingCalendar, percent: int) -> datetime:
    """Give the instant at which `percent` of the working time between two instants has passed."""
    return _after(_working_time(since, due, calendar) * percent / 100, since, calendar)


def days_between(first: date, last: date) -> Iterator[date]:
    """Walk through the dates from `first` to `last`, both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _working_time(since: datetime, until: datetime, calendar: WorkingCalendar) -> timedelta:
    days = days_between(calendar.date_at(since), calendar.date_at(until))
    openings = chain.from_iterable(map(calendar.openings, days))
    worked = (min(end, until) - max(start, since) for start, end in openings if start < until and since < end)
    return sum(worked, timedelta())


def _close_of_working_day(number: int, since: datetime, calendar: WorkingCalendar) -> datetime:
    """Find the closing time of the n-th working day after the day of `since`, which itself does not count."""
    for day in _days_from(calendar.date_at(since) + DAY):
        if openings := calendar.openings(day):
            number -= 1
            if number == 0:
                return openings[-1][1]
    raise NoWorkingTime(f"No {number} more working days after {since}")


def _after(work: timedelta, since: datetime, calendar: WorkingCalendar) -> datetime:
    """Find the instant after so much working time: closing time rather than the next opening."""
    days = _days_from(calendar.date_at(since))
    for start, end in chain.from_iterable(map(calendar.openings, days)):
        if since < end:
            begin = max(start, since.astimezone(UTC))
            if work <= end - begin:
                return begin + work
            work -= end - begin
    raise NoWorkingTime(f"No {work} more working time after {since}")


def _days_from(first: date) -> Iterator[date]:
    # A calendar without working days must end in an error and not in an endless search.
    return days_between(first, min(first, date.max - LONGEST_SEARCH) + LONGEST_SEARCH)
