"""The office's days around an instant: what still counts as today, which working day comes next, and the last five."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

from persistence.supervision import Bounds
from processes.working_calendar import WorkingCalendar

DONE_DAYS = 5
LONGEST_SEARCH = 90  # No office is closed for longer.
DAY = timedelta(days=1)


def bounds_at(now: datetime, calendar: WorkingCalendar) -> Bounds:
    """Divide the time around an instant by the office's days."""
    today = calendar.date_at(now)
    return Bounds(
        now=now,
        tomorrow=calendar.midnight(today + DAY),
        end=calendar.midnight(following_day(today, calendar) + DAY),
        since=calendar.midnight(_first_of_last_days(today, calendar)),
    )


def following_day(today: date, calendar: WorkingCalendar) -> date:
    """Find the next working day after a date; without any, the next date."""
    days = (today + number * DAY for number in range(1, LONGEST_SEARCH))
    return next(filter(calendar.openings, days), today + DAY)


def _first_of_last_days(today: date, calendar: WorkingCalendar) -> date:
    """Find the first of the last five working days, today included."""
    days = (today - number * DAY for number in range(LONGEST_SEARCH))
    worked = list(islice(filter(calendar.openings, days), DONE_DAYS))
    return worked[-1] if worked else today
