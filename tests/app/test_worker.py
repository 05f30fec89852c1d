"""The worker: threads for each duty, several processes beside each other, and a stop that finishes what was begun."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from office_fixtures import Clock, Players, settings_for
from sqlalchemy import func, select

from app import create_app
from app.actions.change_calendar import current_calendar
from app.actions.deliver_message import deliver_due_messages
from app.actions.move_deadlines import Follower
from app.worker import run, run_once
from persistence import calendars, cases, outbox, verification
from persistence.tables import journal, timers
from processes.calendar_json import to_json
from processes.working_hours import Day

LONG_AGO = datetime(2026, 1, 6, 3, 0, tzinfo=UTC)


def number_fired(players: Players) -> tuple[int, int]:
    """Count the timers that fired, and the entries that say so."""
    with players.office.database.reading() as connection:
        rows = connection.scalar(select(func.count()).where(timers.c.state == "fired"))
        entries = connection.scalar(select(func.count()).where(journal.c.kind == "timer_fired"))
    return rows or 0, entries or 0


@contextmanager
def working(players: Players) -> Iterator[None]:
    """Run a worker in a thread of this process, and stop it."""
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(players.app, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def confirmations(folder: Path) -> int:
    """Count the confirmations of complaints; a worker writes warnings to staff as well."""
    return sum(b"sudah kami terima" in file.read_bytes() for file in folder.glob("*.eml"))


def test_a_worker_fires_and_sends_until_it_is_told_to_stop(players: Players) -> None:
    """Timers and messages are handled without a request, and the threads end when told to."""
    players.submit()
    players.clock.pass_(minutes=11)
    folder = Path(players.office.settings.mail_folder)
    with working(players):
        wait_for(lambda: number_fired(players) == (1, 1) and confirmations(folder) == 1)


def test_a_mail_server_that_is_down_delays_mails_only(players: Players, tmp_path: Path) -> None:
    """Timers fire as always; the mail waits, is never given up, and goes out when the server is back."""
    settings = players.office.settings
    down = create_app(replace(settings, smtp_url="smtp://127.0.0.1:1"), players.clock)
    without_server = Players(down, players.clock)
    without_server.submit()
    players.clock.pass_(minutes=11)
    with working(without_server):
        wait_for(lambda: number_fired(players) == (1, 1))
    for _ in range(12):
        players.clock.pass_(hours=2)
        with down.app_context():
            deliver_due_messages(without_server.office)
    with players.office.database.reading() as connection:
        assert outbox.failed(connection) == []
    players.clock.pass_(hours=2)
    with players.app.app_context():
        run_once(players.office)
    assert confirmations(Path(settings.mail_folder)) == 1
    without_server.office.database.close()


@contextmanager
def started_workers(number: int, url: str, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start `flask worker` as processes of their own; whatever happens, none is left behind."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TANGGAP_")},
        "TANGGAP_DEMO": "1",
        "TANGGAP_DATABASE_URL": url,
        "TANGGAP_MAIL_FOLDER": str(folder),
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    workers = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(number)]
    try:
        for worker in workers:
            assert worker.stderr
            assert any(b"worker_started" in line for line in worker.stderr)
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def test_four_worker_processes_give_each_timer_one_effect(office_url: str, tmp_path: Path) -> None:
    """Real processes share the due timers of one database, and a signal to stop ends each in good order."""
    clock = Clock(LONG_AGO)
    players = Players(create_app(settings_for(office_url, tmp_path), clock), clock)
    folder = tmp_path / "mail"
    with started_workers(4, office_url, folder) as workers:
        for _ in range(30):
            players.submit()
        wait_for(lambda: number_fired(players) == (30, 30) and confirmations(folder) == 30)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        told = [worker.communicate(timeout=30)[1].decode() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * 4, told
    assert all("worker_stopped" in text for text in told)
    assert number_fired(players) == (30, 30)
    with players.office.database.reading() as connection:
        assert verification.verify(connection) == []
    players.office.database.close()


def test_open_tasks_follow_a_changed_calendar_and_one_bad_case_stops_no_other(players: Players) -> None:
    """A worker of another process moves the deadlines of a calendar that an administrator put in force."""
    players.clock.at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # 16.30 WIB, after hours: due tomorrow
    broken, sound = players.submit().case_id, players.submit().case_id
    follow = Follower()
    assert follow(players.office) == 0
    with players.office.database.transaction() as connection:
        case = cases.read(connection, broken)
        assert case
        cases.update_case(connection, broken, case.version, entries=0, state=b"no state at all")
        # As an administrator does in another process.
        calendar = replace(current_calendar(connection), version=2, days={date(2026, 11, 25): Day("holiday", "Libur")})
        stored = json.loads(to_json(calendar))
        calendars.add_version(connection, stored, players.clock(), None, is_confirmed=True)
    players.clock.pass_(seconds=20)
    assert follow(players.office) == 1
    assert follow(players.office) == 0
    moved = players.open_task(sound).due_at
    assert moved
    assert moved.date() == date(2026, 11, 26)
