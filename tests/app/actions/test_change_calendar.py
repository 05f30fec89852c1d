"""A changed working calendar moves the deadlines of open tasks and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from app_cases import RECEIVE
from office_fixtures import Players

from app.actions.change_calendar import change_calendar, count_moves
from app.actions.import_holidays import import_holidays
from app.demo.cast import ADMINISTRATOR, OPERATOR
from app.errors import ChangedMeanwhile
from persistence import calendars, journal, tasks, timers, units, verification
from persistence.tasks import Task
from processes.errors import NoWorkingTime
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day

WEDNESDAY = date(2026, 11, 25)
HOLIDAY = {WEDNESDAY: Day("closure", "Hari Jadi Kabupaten")}
THURSDAY_CLOSE = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # 16.00 WIB
FRIDAY_CLOSE = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # 16.30 WIB


def in_force(players: Players) -> WorkingCalendar:
    return players.office.catalogue.edited().calendar


def following(players: Players, **changed: object) -> WorkingCalendar:
    calendar = in_force(players)
    return replace(calendar, version=calendar.version + 1, **changed)  # type: ignore[arg-type]


def forwarded(players: Players) -> list[Task]:
    """Bring a case to the unit's two working days; return its finished tasks and the open one."""
    case_id = players.submit().case_id
    with players.office.database.reading() as connection:
        unit = str(next(unit.id for unit in units.every(connection) if unit.code == "pembangunan"))
    players.clock.pass_(minutes=1)
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.clock.pass_(minutes=1)
    players.complete(OPERATOR, case_id, jenis=["pengaduan"], alasan=["Perlu diperbaiki"], unit=[unit])
    with players.office.database.reading() as connection:
        return tasks.of_case(connection, case_id)


def test_a_holiday_added_later_moves_open_tasks_only(players: Players) -> None:
    """A new day off moves the deadline and the timer of an open task; finished tasks keep theirs; it is journalled."""
    *finished, open_task = forwarded(players)
    assert open_task.due_at == THURSDAY_CLOSE
    wanted = following(players, days=HOLIDAY)
    assert count_moves(players.office, wanted) == 1
    changed = change_calendar(players.office, players.actor(ADMINISTRATOR), wanted)
    assert (changed.version, changed.moved) == (2, 1)
    with players.office.database.reading() as connection:
        *still_finished, moved = tasks.of_case(connection, open_task.case_id)
        waiting = [one.due_at for one in timers.of_case(connection, open_task.case_id) if one.state == "waiting"]
        kinds = [entry.kind for entry in journal.entries_of(connection, open_task.case_id)]
        office_kinds = [entry.kind for entry in journal.entries_of(connection, None)]
        assert verification.verify(connection) == []
    assert moved.due_at == FRIDAY_CLOSE
    assert waiting == [FRIDAY_CLOSE]
    assert [task.due_at for task in still_finished] == [task.due_at for task in finished]
    assert kinds[-1] == "timers_moved"
    assert office_kinds[-1] == "calendar_changed"


def test_taking_the_holiday_back_moves_them_back(players: Players) -> None:
    """Without the day off the deadline is again what it was, because it is counted from the opening."""
    *_, open_task = forwarded(players)
    administrator = players.actor(ADMINISTRATOR)
    change_calendar(players.office, administrator, following(players, days=HOLIDAY))
    change_calendar(players.office, administrator, following(players, days={}))
    assert players.open_task(open_task.case_id).due_at == THURSDAY_CLOSE
    with players.office.database.reading() as connection:
        assert calendars.days(connection, WEDNESDAY, WEDNESDAY) == []


def test_a_day_off_that_moves_nothing_leaves_the_journal_of_a_case_alone(players: Players) -> None:
    """A holiday long after every deadline is counted as the new calendar, and told of no case."""
    *_, open_task = forwarded(players)
    wanted = following(players, days={date(2027, 8, 17): Day("holiday", "Hari Kemerdekaan")})
    changed = change_calendar(players.office, players.actor(ADMINISTRATOR), wanted)
    with players.office.database.reading() as connection:
        kinds = {entry.kind for entry in journal.entries_of(connection, open_task.case_id)}
    assert changed.moved == 0
    assert "timers_moved" not in kinds
    assert players.open_task(open_task.case_id).calendar_version == changed.version


def test_a_calendar_without_working_time_is_refused(players: Players) -> None:
    """A week without hours is no calendar; nothing is written."""
    with pytest.raises(NoWorkingTime):
        change_calendar(players.office, players.actor(ADMINISTRATOR), following(players, weekly={}))
    assert in_force(players).version == 1


def test_the_second_of_two_administrators_is_told(players: Players) -> None:
    """A change of a version that is no longer in force is refused, and the first one's days stay."""
    administrator = players.actor(ADMINISTRATOR)
    first = following(players, days=HOLIDAY)
    second = following(players, days={})
    change_calendar(players.office, administrator, first)
    with pytest.raises(ChangedMeanwhile):
        change_calendar(players.office, administrator, second)
    assert in_force(players).days == HOLIDAY


def test_imported_holidays_wait_for_a_confirmation(players: Players) -> None:
    """Imported days move no deadline, are imported once, and keep where they came from when they are confirmed."""
    administrator = players.actor(ADMINISTRATOR)
    assert import_holidays(players.office, administrator, 2026) == 25
    assert import_holidays(players.office, administrator, 2026) == 0
    christmas = date(2026, 12, 25)
    assert not in_force(players).days
    wanted = following(players, days={christmas: Day("holiday", "Hari Raya Natal")})
    change_calendar(players.office, administrator, wanted, discarded=[date(2026, 12, 24)])
    with players.office.database.reading() as connection:
        (day,) = calendars.days(connection, date(2026, 12, 20), date(2026, 12, 31))
    assert (day.date, day.is_confirmed, day.source) == (christmas, True, "import")
    assert import_holidays(players.office, administrator, 2026) == 1
