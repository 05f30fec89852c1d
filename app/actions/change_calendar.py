"""Put a changed working calendar in force: open tasks follow it, finished ones keep their times."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.actions import office_journal
from app.actions.move_deadlines import move_deadlines
from app.errors import ChangedMeanwhile
from app.office import Office
from app.security.actor import Actor
from persistence import calendars, deadlines
from persistence.calendars import CalendarDay
from persistence.deadlines import Deadline
from processes.calendar_json import from_values, to_values
from processes.errors import NoWorkingTime
from processes.sop import Budget
from processes.working_calendar import WorkingCalendar
from processes.working_time import due_at

# A calendar with fewer working days within ten years is a slip of the pen, and could not give every deadline.
FEWEST_WORKING_DAYS = 260
OF_THE_OFFICE = "office"


@dataclass(frozen=True)
class ChangedCalendar:
    """A calendar in force, and how many open tasks it gives another deadline."""

    version: int
    moved: int


def change_calendar(
    office: Office, actor: Actor, wanted: WorkingCalendar, discarded: Collection[date] = ()
) -> ChangedCalendar:
    """Put a calendar in force whose version follows the one that was changed.

    `discarded`: proposed holidays that will not be any. Raises NoWorkingTime or ChangedMeanwhile.
    """
    require_working_time(wanted, office.now())
    moved = count_moves(office, wanted)
    try:
        with office.database.transaction() as connection:
            _write(connection, office, actor, wanted, discarded)
    except IntegrityError as error:
        # Two administrators chose the same next number at the same instant.
        raise ChangedMeanwhile from error
    office.catalogue.forget()
    move_deadlines(office)
    return ChangedCalendar(wanted.version, moved)


def current_calendar(connection: Connection) -> WorkingCalendar:
    """Read the calendar in force, so that it can be changed."""
    stored = calendars.current(connection)
    if stored is None:
        raise ChangedMeanwhile
    return from_values(stored.calendar)


def require_working_time(calendar: WorkingCalendar, now: datetime) -> None:
    """Check that work can be done by a calendar. Raises NoWorkingTime."""
    if not calendar.daily_minutes:
        raise NoWorkingTime("An ordinary week has no working hours")
    due_at(Budget("days", FEWEST_WORKING_DAYS), now, calendar)


def count_moves(office: Office, calendar: WorkingCalendar) -> int:
    """Count the open tasks that would get another deadline. Raises NoWorkingTime."""
    with office.database.reading() as connection:
        given = deadlines.of_open_tasks(connection)
    return sum(_is_moved(office, deadline, calendar) for deadline in given)


def _is_moved(office: Office, deadline: Deadline, calendar: WorkingCalendar) -> bool:
    row = office.catalogue.diagram(deadline.sop_version_id).sop.row(deadline.element_id)
    return row.budget is not None and due_at(row.budget, deadline.opened_at, calendar) != deadline.due_at


def _write(
    connection: Connection, office: Office, actor: Actor, wanted: WorkingCalendar, discarded: Collection[date]
) -> None:
    now = office.now()
    current = current_calendar(connection)
    if wanted.version != current.version + 1:
        raise ChangedMeanwhile
    stored = to_values(wanted)
    if calendars.add_version(connection, stored, now, actor.account_id, is_confirmed=True) != wanted.version:
        raise ChangedMeanwhile
    _write_days(connection, current, wanted, discarded)
    office_journal.record(connection, office, "calendar_changed", actor, now, version=wanted.version)


def _write_days(
    connection: Connection, current: WorkingCalendar, wanted: WorkingCalendar, discarded: Collection[date]
) -> None:
    """Let the list of special days say what the calendar says."""
    for day in {*current.days, *discarded} - set(wanted.days):
        calendars.delete_day(connection, day)
    for day, entry in wanted.days.items():
        if current.days.get(day) != entry:
            proposed = calendars.days(connection, day, day)
            source = proposed[0].source if proposed else OF_THE_OFFICE
            calendars.set_day(connection, CalendarDay(day, entry.kind, entry.name, is_confirmed=True, source=source))
