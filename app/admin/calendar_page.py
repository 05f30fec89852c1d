"""What the pages of the working calendar show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from app.admin.calendar_words import KINDS, differences, hours
from app.i18n import gettext
from app.office import Office
from persistence import accounts, calendars
from persistence.calendars import CalendarDay
from processes.calendar_json import from_values
from processes.working_calendar import WorkingCalendar

SHOWN_VERSIONS = 20


@dataclass(frozen=True)
class VersionLine:
    """One version of the calendar: when, by whom, and what it changed."""

    number: int
    at: datetime
    by: str
    changes: list[str]


@dataclass(frozen=True)
class YearLine:
    """One year: how many special days count, how many are only proposed, and whether the list is complete."""

    year: int
    days: int
    proposed: int
    is_confirmed: bool


@dataclass(frozen=True)
class DayLine:
    """One special day that counts."""

    date: date
    name: str
    kind: str
    hours: str


def version_lines(office: Office) -> list[VersionLine]:
    """List the newest versions, newest first."""
    with office.database.reading() as connection:
        stored = calendars.versions(connection)[: SHOWN_VERSIONS + 1]
        names = accounts.names(connection, {one.created_by for one in stored if one.created_by})
    read = [from_values(one.calendar) for one in stored]
    changes = [differences(before, after) for after, before in pairwise(read)]
    if len(stored) <= SHOWN_VERSIONS:
        changes.append([gettext("Kalender pertama")])
    return [
        VersionLine(one.version, one.created_at, names.get(one.created_by or 0, gettext("Sistem")), changed)
        for one, changed in zip(stored, changes, strict=False)
    ]


def year_lines(office: Office, calendar: WorkingCalendar, today: date) -> list[YearLine]:
    """List this year and the next two, and every other year with special days."""
    with office.database.reading() as connection:
        proposed = [one.date.year for one in calendars.days(connection, date.min, date.max) if not one.is_confirmed]
    known = [day.year for day in calendar.days]
    years = {*known, *proposed, *range(today.year, today.year + 3)}
    return [
        YearLine(year, known.count(year), proposed.count(year), year in calendar.confirmed_years)
        for year in sorted(years)
    ]


def day_lines(calendar: WorkingCalendar, year: int) -> list[DayLine]:
    """List the special days of a year."""
    return [
        DayLine(when, entry.name, KINDS[entry.kind], hours(entry.hours))
        for when, entry in sorted(calendar.days.items())
        if when.year == year
    ]


def proposed_days(office: Office, calendar: WorkingCalendar, year: int) -> list[CalendarDay]:
    """List the holidays of a year that were imported and not confirmed."""
    with office.database.reading() as connection:
        stored = calendars.days(connection, date(year, 1, 1), date(year, 12, 31))
    return [one for one in stored if not one.is_confirmed and one.date not in calendar.days]
