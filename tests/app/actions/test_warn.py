"""Warnings across nights, weekends and holidays: in working hours, once each, gathered, by a real mail server."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from app_cases import answered_case
from office_fixtures import Players
from postbox import Postbox, delivering_to
from sop_steps import case_at
from sqlalchemy import func, select

from app import create_app
from app.actions.change_calendar import change_calendar, current_calendar
from app.actions.claim_task import claim_task
from app.actions.deliver_message import deliver_due_messages
from app.actions.move_deadlines import move_deadlines
from app.actions.name_substitute import Wanted, name_substitute
from app.actions.warn import Warner
from app.demo.cast import ADMINISTRATOR, LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from app.due import due
from persistence.tables import warnings
from processes.working_hours import Day

WIB = ZoneInfo("Asia/Jakarta")
DEWI, RINA, CAMAT, AGUS, ENDANG = (
    person.login for person in (OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER, LEAD)
)


@dataclass
class Worker:
    """An office with a worker that warns and delivers, and with what the mail server got."""

    players: Players
    warner: Warner
    postbox: Postbox

    def set(self, day: int, time: str) -> None:
        """Set the clock to a day of November 2026 (30 is a Monday) or, from 31 on, of December."""
        hour, minute = map(int, time.split("."))
        month = 11 if day <= 30 else 12
        self.players.clock.at = datetime(2026, month, day if day <= 30 else day - 30, hour, minute, tzinfo=WIB)

    def letters_at(self, day: int, time: str) -> dict[str, str]:
        """Let the worker do its rounds at an instant; return the texts of the letters that came, by address."""
        self.set(day, time)
        before = len(self.postbox.letters)
        with self.players.app.app_context():
            while self.warner(self.players.office) or deliver_due_messages(self.players.office):
                pass
        came = [one for one in self.postbox.letters[before:] if "tenggat" in one["Subject"].lower()]
        assert all(count == 1 for count in Counter(one["To"] for one in came).values())
        return {str(one["To"]): f"{one['Subject']}\n{one.get_content()}" for one in came}


@pytest.fixture
def worker(players: Players) -> Iterator[Worker]:
    """Give the office a mail server and a worker."""
    postbox = Postbox()
    with delivering_to(postbox) as port:
        settings = replace(players.office.settings, smtp_url=f"smtp://127.0.0.1:{port}")
        app = create_app(settings, players.clock)
        yield Worker(Players(app, players.clock), Warner(), postbox)
        app.extensions["tanggap"].database.close()


def test_nothing_comes_between_friday_and_monday(worker: Worker) -> None:
    """120 minutes from Friday 15.30 are three quarters gone on Monday 08.00; the weekend and the nights are silent."""
    worker.set(27, "15.30")
    case_at(worker.players, "3")
    silent = ((27, "15.45"), (27, "16.29"), (27, "16.31"), (27, "23.00"), (28, "10.00"), (29, "09.00"), (30, "07.29"))
    for instant in silent:
        assert worker.letters_at(*instant) == {}
    opening = worker.letters_at(30, "07.31")
    assert set(opening) == {DEWI, RINA, CAMAT}
    assert "Jatuh tempo hari ini: 1" in opening[DEWI]
    assert worker.letters_at(30, "08.05") == {}  # Three quarters are gone, but they were written to at 07.31.
    late = worker.letters_at(30, "08.32")
    assert set(late) == {DEWI, RINA, CAMAT}
    assert "Waktu bakunya baru habis: 1" in late[DEWI]
    assert "75 %" not in late[DEWI]
    assert worker.letters_at(30, "15.00") == {}
    assert "Terlambat: 1" in worker.letters_at(31, "07.30")[CAMAT]


def test_a_quiet_hour_is_warned_at_once(worker: Worker) -> None:
    """Whoever was not written to lately hears of three quarters at once, and of the rest after an hour of work."""
    assert worker.letters_at(24, "07.31") == {}
    worker.set(24, "11.40")
    case_at(worker.players, "2")
    soon = worker.letters_at(24, "11.48")
    assert set(soon) == {DEWI, RINA}
    assert "Peringatan tenggat: 1 tugas" in soon[DEWI]
    assert "Lebih dari 75 % waktu bakunya sudah lewat: 1" in soon[DEWI]
    assert set(worker.letters_at(24, "11.51")) == {CAMAT}
    assert worker.letters_at(24, "12.49") == {}  # An hour has passed, but not of work.
    assert worker.letters_at(24, "13.40") == {}
    assert "baru habis: 1" in worker.letters_at(24, "13.49")[DEWI]
    assert "ampu" not in "".join(f"{one['Subject']}{one.get_content()}" for one in worker.postbox.letters[1:])


def test_a_break_is_no_time_to_warn(worker: Worker) -> None:
    """What falls with the closing bell is told when work goes on: after the break, and on Friday at 13.00."""
    worker.letters_at(27, "07.31")
    worker.set(27, "11.22")
    case_at(worker.players, "2")
    assert worker.letters_at(27, "11.30") == {}
    assert worker.letters_at(27, "12.59") == {}
    assert DEWI in worker.letters_at(27, "13.01")


def test_a_day_of_standstill_is_one_letter(worker: Worker) -> None:
    """A worker that stood still tells everything in one digest each, and nothing again afterwards."""
    worker.set(24, "09.00")
    for _ in range(3):
        case_at(worker.players, "2")
    letters = worker.letters_at(26, "10.00")
    assert set(letters) == {DEWI, RINA, CAMAT}
    assert all("Terlambat: 3" in text for text in letters.values())
    assert worker.letters_at(26, "15.50") == {}
    assert worker.warner(worker.players.office) == 0


def test_a_holiday_added_later_moves_the_warning(worker: Worker) -> None:
    """Two working days from Tuesday end on Thursday; with Thursday a holiday nobody is warned before Friday."""
    worker.set(24, "10.00")
    case_at(worker.players, "4")
    assert worker.letters_at(25, "07.31") == {}
    office = worker.players.office
    with office.database.reading() as connection:
        calendar = current_calendar(connection)
    days = {date(2026, 11, 26): Day("holiday", "Libur daerah")}
    wanted = replace(calendar, version=calendar.version + 1, days=days)
    change_calendar(office, worker.players.actor(ADMINISTRATOR), wanted)
    move_deadlines(office)
    assert worker.letters_at(26, "10.30") == {}
    assert "Jatuh tempo hari ini: 1" in worker.letters_at(27, "07.31")[AGUS]
    with office.database.reading() as connection:
        falls = list(connection.scalars(select(warnings.c.falls_at).order_by(warnings.c.level)))
    assert [f"{at.astimezone(WIB):%d %H.%M}" for at in falls] == ["27 10.00", "27 16.30"]


def test_it_concerns_whoever_has_the_task(worker: Worker) -> None:
    """The owner alone is warned, with whoever stands in for her; what is done before it is said, is not said."""
    players = worker.players
    assert worker.letters_at(24, "07.31") == {}
    worker.set(24, "09.00")
    claimed = case_at(players, "2")
    claim_task(players.office, players.actor(OPERATOR), players.open_task(claimed).id)
    ids = [players.actor(person).account_id or 0 for person in (OPERATOR, LEAD)]
    with players.app.app_context():
        today = players.office.today()
        name_substitute(players.office, players.actor(SUPERVISOR), Wanted(ids[0], ids[1], "plh", today, today))
    assert set(worker.letters_at(24, "09.08")) == {DEWI, ENDANG}
    second = case_at(players, "2")
    worker.set(24, "09.17")
    players.complete(OPERATOR, second, kategori=["infrastructure"], sub_kategori=["jalan_rusak"])
    told = worker.letters_at(24, "10.20")
    assert "baru habis: 1" in told[DEWI]
    assert RINA not in told


def test_the_reporter_is_never_late(worker: Worker) -> None:
    """Her own task has no warnings, however long she takes."""
    worker.set(24, "09.00")
    answered_case(worker.players)
    assert worker.letters_at(30, "10.00") == {}
    with worker.players.office.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(warnings)) == 0


def test_two_workers_write_once(worker: Worker) -> None:
    """Two workers at the same moment give each person one digest."""
    worker.set(24, "09.00")
    case_at(worker.players, "2")
    worker.set(25, "07.31")

    def work() -> None:
        with worker.players.app.app_context():
            Warner()(worker.players.office)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(worker.letters_at(25, "07.32")) == {DEWI, RINA, CAMAT}


def test_a_round_without_work_is_one_select(worker: Worker, statements: Any) -> None:
    """Between two things to do a round asks the database once and writes nothing."""
    worker.set(24, "09.00")
    case_at(worker.players, "4")
    worker.letters_at(24, "09.10")
    with statements(worker.players.office.database) as counted:
        assert worker.warner(worker.players.office) == 0
    assert len(counted.statements) == 1


def test_the_list_marks_a_task_at_the_instant_of_its_warning(worker: Worker) -> None:
    """The mark of the list and the warning are one definition."""
    worker.set(24, "11.55")
    task = worker.players.open_task(case_at(worker.players, "2"))
    worker.letters_at(24, "11.56")
    calendar = worker.players.office.catalogue.edited().calendar
    with worker.players.office.database.reading() as connection:
        falls_at = connection.scalar(select(warnings.c.falls_at).where(warnings.c.level == 75))
    assert falls_at
    with worker.players.app.test_request_context():
        before = due(task.opened_at, task.due_at, falls_at - (falls_at - task.opened_at) / 1000, calendar)
        assert (before.state, due(task.opened_at, task.due_at, falls_at, calendar).state) == ("on_time", "soon")
