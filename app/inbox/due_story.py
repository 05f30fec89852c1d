"""How a due instant came about: every stretch of time from the start on, worked or not, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.i18n import format_date, gettext, ngettext
from app.times import local, working_duration
from persistence.tasks import Task
from processes.sop import Budget
from processes.time_explained import REASONS, Segment, explain
from processes.working_calendar import WorkingCalendar
from processes.working_time import working_minutes


@dataclass(frozen=True)
class Stretch:
    """One stretch of time in words; `counted` is empty while the clock stood still."""

    span: str
    reason: str
    counted: str


@dataclass(frozen=True)
class DueStory:
    """The sum ("Jumat 15.30 + 120 menit kerja = Senin 08.30"), its stretches, and what was used of the time.

    `has_moved` tells that the stored instant is another one than this calendar gives today.
    """

    equation: str
    rule: str
    stretches: tuple[Stretch, ...]
    used: str
    calendar_version: int
    has_moved: bool


def due_story(task: Task, budget: Budget | None, calendar: WorkingCalendar, now: datetime) -> DueStory | None:
    """Tell how a task's due instant was counted, by the calendar that counted it; nothing where none is due."""
    if budget is None or task.due_at is None:
        return None
    segments = explain(budget, task.opened_at, calendar)
    is_dated = budget.unit == "days" and calendar.day_rule == "day_zero"
    return DueStory(
        equation=_equation(task.opened_at, budget, segments[-1].end),
        rule=_rule(budget, calendar),
        stretches=tuple(_stretch(segment, is_dated=is_dated) for segment in segments),
        used=_used(task, calendar, now),
        calendar_version=calendar.version,
        has_moved=abs((segments[-1].end - task.due_at).total_seconds()) >= 1,
    )


def _equation(opened_at: datetime, budget: Budget, due: datetime) -> str:
    # The weekday alone would mean two days in a span of a week.
    pattern = "EEEE, d MMM" if (local(due).date() - local(opened_at).date()).days >= 6 else "EEEE"
    return gettext(
        "%(start)s + %(budget)s = %(due)s",
        start=_instant(opened_at, pattern),
        budget=_budget(budget),
        due=_instant(due, pattern),
    )


def _budget(budget: Budget) -> str:
    if budget.unit == "days":
        return ngettext("%(num)d hari kerja", "%(num)d hari kerja", budget.amount)
    return ngettext("%(num)d menit kerja", "%(num)d menit kerja", budget.amount)


def _rule(budget: Budget, calendar: WorkingCalendar) -> str:
    if budget.unit == "minutes":
        return gettext("Hanya menit di dalam jam kerja yang dihitung.")
    if calendar.day_rule == "day_zero":
        return gettext("Hari tugas dibuka tidak dihitung; tenggatnya saat kantor tutup pada hari kerja terakhir.")
    return gettext("Satu hari kerja dihitung %(num)d menit kerja.", num=calendar.daily_minutes)


def _stretch(segment: Segment, *, is_dated: bool) -> Stretch:
    reason = gettext(REASONS[segment.reason])
    named = gettext("%(reason)s: %(name)s", reason=reason, name=segment.name) if segment.name else reason
    return Stretch(_span(segment), named, _counted(segment, is_dated=is_dated))


def _counted(segment: Segment, *, is_dated: bool) -> str:
    if segment.reason != "work":
        return ""
    if not is_dated:
        return ngettext("%(num)d menit", "%(num)d menit", segment.minutes)
    if not segment.day_number:
        return gettext("tidak dihitung")
    return gettext("hari kerja ke-%(num)d", num=segment.day_number)


def _span(segment: Segment) -> str:
    start, end = local(segment.start), local(segment.end)
    if start.date() == end.date():
        return f"{_instant(segment.start)}–{end:%H.%M}"
    return gettext("%(start)s sampai %(end)s", start=_instant(segment.start), end=_instant(segment.end))


def _instant(at: datetime, pattern: str = "EEEE, d MMM") -> str:
    return f"{format_date(local(at).date(), pattern)} {local(at):%H.%M}"


def _used(task: Task, calendar: WorkingCalendar, now: datetime) -> str:
    """Say how much working time went by, and how much is left while the task is open."""
    end = task.closed_at if task.state != "open" and task.closed_at else now
    daily = calendar.daily_minutes
    used = working_duration(max(0, working_minutes(task.opened_at, end, calendar)), daily)
    if task.state != "open" or task.due_at is None:
        return gettext("Waktu kerja yang terpakai: %(time)s.", time=used)
    left = working_minutes(now, task.due_at, calendar)
    if left < 0:
        late = working_duration(left, daily)
        return gettext("Terpakai %(used)s waktu kerja; lewat tenggat %(late)s.", used=used, late=late)
    rest = working_duration(left, daily)
    return gettext("Terpakai %(used)s waktu kerja; sisa %(left)s.", used=used, left=rest)
