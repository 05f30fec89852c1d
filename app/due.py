"""When a task is due, in working time: how much is left, and whether that is little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.i18n import gettext
from app.times import working_duration
from processes.working_calendar import WorkingCalendar
from processes.working_time import is_late, part_passed_at, working_minutes

# After so many percent of its standard time a task is marked and its people are warned, so that it is not late.
WARNING, LATE = 75, 100


@dataclass(frozen=True)
class Due:
    """How a task stands: `state` is late, soon, on_time, done, or info where nothing is due."""

    state: str
    text: str
    at: datetime | None


def due(opened_at: datetime, due_at: datetime | None, now: datetime, calendar: WorkingCalendar) -> Due:
    """Say how an open task stands at this instant."""
    if due_at is None:
        return Due("info", gettext("tanpa tenggat"), None)
    left = working_minutes(now, due_at, calendar)
    if is_late(due_at, now):
        return Due("late", _late(-left, calendar), due_at)
    text = gettext("sisa %(time)s", time=_duration(left, calendar)) if left else gettext("sisa kurang dari 1 menit")
    if now < part_passed_at(opened_at, due_at, calendar, WARNING):
        return Due("on_time", text, due_at)
    return Due("soon", gettext("%(left)s, lewat %(percent)d %%", left=text, percent=WARNING), due_at)


def done(due_at: datetime | None, closed_at: datetime, calendar: WorkingCalendar) -> Due:
    """Say how a task stood when it was closed."""
    if due_at is None:
        return Due("done", gettext("selesai"), None)
    if is_late(due_at, closed_at):
        minutes = working_minutes(due_at, closed_at, calendar)
        return Due("late", gettext("selesai, %(late)s", late=_late(minutes, calendar)), due_at)
    return Due("done", gettext("selesai tepat waktu"), due_at)


def _late(minutes: int, calendar: WorkingCalendar) -> str:
    if minutes == 0:
        return gettext("baru saja terlambat")
    return gettext("terlambat %(time)s", time=_duration(minutes, calendar))


def _duration(minutes: int, calendar: WorkingCalendar) -> str:
    daily = calendar.daily_minutes
    # Where there are days to tell, the minutes only make the list harder to read.
    return working_duration(minutes - (minutes % daily % 60 if minutes >= daily else 0), daily)
