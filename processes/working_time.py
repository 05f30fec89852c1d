"""Count working time: from an instant and a budget to the due instant, and back to minutes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from processes.errors import NoWorkingTime
from processes.sop import Budget
from processes.working_calendar import WorkingCalendar, default_calendar, zone_name

__all__ = [
    "WorkingCalendar",
    "default_calendar",
    "due_at",
    "is_late",
    "next_opening",
    "warning_at",
    "working_minutes",
    "zone_name",
]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGEST_SEARCH_DAYS = 3660


def due_at(budget: Budget, since: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant in UTC at which a budget that starts at `since` is used up.

    Minutes are working minutes, days are working days. Raises NoWorkingTime where the calendar has too few.
    """
    if budget.unit == "days" and calendar.day_rule == "day_zero":
        return _close_of_working_day(budget.amount, since, calendar)
    return _after_minutes(_minutes_of(budget, calendar), since, calendar)


def working_minutes(since: datetime, until: datetime, calendar: WorkingCalendar) -> int:
    """Count the whole working minutes between two instants; negative where `until` is the earlier one."""
    if until < since:
        return -working_minutes(until, since, calendar)
    days = _days(calendar.local_date(since), calendar.local_date(until))
    openings = chain.from_iterable(map(calendar.opening_times, days))
    worked = (min(end, until) - max(start, since) for start, end in openings if start < until and since < end)
    return sum(worked, timedelta()) // MINUTE


def is_late(due: datetime, at: datetime) -> bool:
    """Say whether a due instant has passed; work that ends exactly when it is due is in time."""
    return at > due


def next_opening(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the first instant of working time at or after `at`: nobody is notified before it."""
    for start, _ in _openings(at, calendar):
        return start
    raise NoWorkingTime(at)


def warning_at(budget: Budget, since: datetime, calendar: WorkingCalendar, percent: int = 75) -> datetime:
    """Give the instant at which `percent` of the working time until the due instant has passed."""
    minutes = working_minutes(since, due_at(budget, since, calendar), calendar)
    return _after_minutes(minutes * percent // 100, since, calendar)


def _minutes_of(budget: Budget, calendar: WorkingCalendar) -> int:
    return budget.amount if budget.unit == "minutes" else budget.amount * calendar.daily_minutes


def _close_of_working_day(number: int, since: datetime, calendar: WorkingCalendar) -> datetime:
    """Find the closing time of the n-th working day after the day of `since`, which itself does not count."""
    first = calendar.local_date(since) + DAY
    for day in _days(first, _search_end(first)):
        if openings := calendar.opening_times(day):
            number -= 1
            if number <= 0:
                return openings[-1][1]
    raise NoWorkingTime(since)


def _after_minutes(minutes: int, since: datetime, calendar: WorkingCalendar) -> datetime:
    left = minutes * MINUTE
    for start, end in _openings(since, calendar):
        if left <= end - start:
            return start + left
        left -= end - start
    raise NoWorkingTime(since)


def _openings(since: datetime, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Walk through the stretches of working time from `since` on, the first one cut to begin there."""
    first = calendar.local_date(since)
    since = since.astimezone(UTC)
    for day in _days(first, _search_end(first)):
        for start, end in calendar.opening_times(day):
            if since < end:
                yield max(start, since), end


def _search_end(first: date) -> date:
    return min(first, date.max - DAY * LONGEST_SEARCH_DAYS) + DAY * LONGEST_SEARCH_DAYS


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
