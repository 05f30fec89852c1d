"""Give the demo's office the real holidays of its years, imported and confirmed as an administrator does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from app.actions.change_calendar import change_calendar, current_calendar
from app.actions.import_holidays import import_holidays
from app.office import Office
from app.security.actor import Actor
from persistence import calendars
from processes.office_hours import RAMADAN_ESTIMATES
from processes.working_hours import Day, DayKind


def confirm_holidays(office: Office, administrator: Actor, years: Sequence[int]) -> None:
    """Import the holidays of these years and confirm them all, with the hours of Ramadan."""
    for year in years:
        import_holidays(office, administrator, year)
    with office.database.reading() as connection:
        calendar = current_calendar(connection)
        proposed = calendars.days(connection, date(min(years), 1, 1), date(max(years), 12, 31))
    wanted = replace(
        calendar,
        version=calendar.version + 1,
        days={day.date: Day(cast(DayKind, day.kind), day.name) for day in proposed},
        seasons=tuple(RAMADAN_ESTIMATES[year] for year in years if year in RAMADAN_ESTIMATES),
        confirmed_years=frozenset(years),
    )
    change_calendar(office, administrator, wanted)
