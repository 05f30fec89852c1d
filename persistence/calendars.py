"""The office's working calendar: numbered versions, and the days imported for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from persistence.inserting import insert_or
from persistence.tables import calendar_days, working_calendars


@dataclass(frozen=True)
class CalendarVersion:
    """Hold a row of `working_calendars`; `calendar` is JSON."""

    version: int
    calendar: dict[str, Any]
    is_confirmed: bool
    created_at: datetime
    created_by: int | None


@dataclass(frozen=True)
class CalendarDay:
    """Hold a row of `calendar_days`; it counts once it is confirmed."""

    date: date
    kind: str
    name: str
    is_confirmed: bool
    source: str


def add_version(
    connection: Connection, calendar: dict[str, Any], now: datetime, by: int | None, *, is_confirmed: bool
) -> int:
    """Write the next version of the calendar, and give its number."""
    last = connection.scalar(select(func.max(working_calendars.c.version)))
    version = (last or 0) + 1
    connection.execute(
        insert(working_calendars).values(
            version=version, calendar=calendar, is_confirmed=is_confirmed, created_at=now, created_by=by
        )
    )
    return version


def confirm_version(connection: Connection, version: int) -> None:
    """Put a version of the calendar in force."""
    wanted = working_calendars.c.version == version
    connection.execute(update(working_calendars).where(wanted).values(is_confirmed=True))


def current(connection: Connection) -> CalendarVersion | None:
    """Find the newest version in force."""
    newest = select(working_calendars).where(working_calendars.c.is_confirmed)
    row = connection.execute(newest.order_by(working_calendars.c.version.desc()).limit(1)).one_or_none()
    return CalendarVersion(*row) if row else None


def read(connection: Connection, version: int) -> CalendarVersion | None:
    """Find a version of the calendar."""
    wanted = select(working_calendars).where(working_calendars.c.version == version)
    row = connection.execute(wanted).one_or_none()
    return CalendarVersion(*row) if row else None


def versions(connection: Connection) -> list[CalendarVersion]:
    """List all versions, newest first."""
    rows = select(working_calendars).order_by(working_calendars.c.version.desc())
    return [CalendarVersion(*row) for row in connection.execute(rows)]


def import_days(connection: Connection, days: Sequence[CalendarDay]) -> int:
    """Write days that are not known yet; what the office entered or confirmed stays. Returns how many."""
    known = set(connection.scalars(select(calendar_days.c.date)))
    new = [vars(day) for day in days if day.date not in known]
    if new:
        connection.execute(insert(calendar_days), new)
    return len(new)


def set_day(connection: Connection, day: CalendarDay) -> None:
    """Write a day, or write over it."""
    new = insert_or(connection.dialect.name, calendar_days).values(**vars(day))
    again = {name: value for name, value in vars(day).items() if name != "date"}
    connection.execute(new.on_conflict_do_update(index_elements=[calendar_days.c.date], set_=again))


def confirm_days(connection: Connection, dates: Sequence[date]) -> None:
    """Confirm imported days."""
    wanted = calendar_days.c.date.in_(dates)
    connection.execute(update(calendar_days).where(wanted).values(is_confirmed=True))


def delete_day(connection: Connection, day: date) -> bool:
    """Take a day out. Returns False when it is not there."""
    return connection.execute(delete(calendar_days).where(calendar_days.c.date == day)).rowcount == 1


def days(connection: Connection, first: date, last: date, *, only_confirmed: bool = False) -> list[CalendarDay]:
    """List the special days of a span, both ends included."""
    rows = select(calendar_days).where(calendar_days.c.date.between(first, last))
    if only_confirmed:
        rows = rows.where(calendar_days.c.is_confirmed)
    return [CalendarDay(*row) for row in connection.execute(rows.order_by(calendar_days.c.date))]
