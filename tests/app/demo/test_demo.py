"""The demo's office is whole, looks lived in, and is built once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from office_fixtures import settings_for
from sqlalchemy import func, select

from app import clock, create_app
from app.demo.cast import CAST
from app.demo.plots import before, last_working, plots
from app.office import Office
from persistence import accounts, outbox, substitutions, timers, verification
from persistence.tables import attachments, cases, journal, tasks
from processes import diagram
from processes.office_hours import default_calendar
from processes.working_time import working_minutes

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # 12.00 WIB, a Tuesday


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Build a demo with fewer cases."""
    folder = tmp_path_factory.mktemp("demo")
    settings = replace(settings_for(f"sqlite:///{folder}/new/demo.sqlite", folder), demo=True)
    app = create_app(settings)
    built = app.test_cli_runner().invoke(args=["demo", "--cases", "60", "--no-serve"])
    assert built.exit_code == 0, built.output
    yield app
    app.extensions["tanggap"].database.close()


def office_of(demo: Flask) -> Office:
    office: Office = demo.extensions["tanggap"]
    return office


def test_every_row_has_work_in_its_time_and_late(demo: Flask) -> None:
    """Each row of the SOP has open tasks; some are late, some claimed, some hold a draft."""
    with office_of(demo).database.reading() as connection:
        waiting = connection.execute(select(tasks).where(tasks.c.state == "open")).all()
    rows = Counter(task.row_number for task in waiting)
    late = [task for task in waiting if task.inbox_key and task.due_at and task.due_at < clock.now()]
    assert set(rows) == {"2", "3", "4", "5", "6", "7"}
    assert len(late) >= 4
    assert len(waiting) - len(late) >= 6
    assert any(task.owner_id for task in waiting)
    assert any(task.owner_id is None and task.inbox_key for task in waiting)
    assert any(task.draft_sealed for task in waiting)


def test_cases_of_every_kind_have_ended_or_run(demo: Flask) -> None:
    """Confidentiality, guests and accounts, follow-ups, answers and files are all there, over three months."""
    with office_of(demo).database.reading() as connection:
        found = connection.execute(select(cases)).all()
        files = connection.scalar(select(func.count()).select_from(attachments))
    assert {case.status for case in found} == {"running", "closed"}
    assert {case.visibility for case in found} == {"biasa", "anonim", "rahasia"}
    assert {case.reporter_id is None for case in found} == {True, False}
    assert any(case.follow_up_of for case in found)
    assert len({case.channel for case in found if case.recorded_by}) >= 2
    assert len({case.category_id for case in found}) > 25
    assert files
    first, last = min(case.submitted_at for case in found), max(case.submitted_at for case in found)
    assert timedelta(days=75) < last - first < timedelta(days=93)
    calendar = office_of(demo).catalogue.edited().calendar
    assert last > last_working(clock.now(), calendar) - timedelta(days=4)


def test_the_past_is_over(demo: Flask) -> None:
    """Everything that was due has happened by now, nothing lies in the future, and every chain is whole."""
    now = clock.now()
    with office_of(demo).database.reading() as connection:
        assert verification.verify(connection) == []
        next_timer, next_message = timers.next_try_at(connection), outbox.next_try_at(connection)
        assert connection.scalar(select(func.max(tasks.c.opened_at))) <= now
    assert next_timer is None or next_timer > now - timedelta(minutes=1)
    assert next_message is None
    assert list(Path(office_of(demo).settings.mail_folder).glob("*.eml"))


def test_everybody_of_the_cast_can_work(demo: Flask) -> None:
    """The people of the login page are there, and the holidays of this and the next year are confirmed."""
    office = office_of(demo)
    with office.database.reading() as connection:
        assert all(accounts.read_by_login(connection, person.login) for person in CAST)
    assert office.catalogue.edited().calendar.unconfirmed_years(clock.now().date()) == ()


def test_a_demo_is_built_once(demo: Flask) -> None:
    """A second start leaves what people did in it as it is."""
    again = demo.test_cli_runner().invoke(args=["demo", "--no-serve"])
    assert again.exit_code == 0
    assert "left as it is" in again.output


def test_receipts_name_the_address_of_the_demo(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Served on another port, the demo's receipts and mails lead there."""
    monkeypatch.setitem(demo.extensions, "tanggap", office_of(demo))  # put back at the end
    monkeypatch.setattr("app.commands.demo._serve", lambda _app, server: server.server_close())
    served = demo.test_cli_runner().invoke(args=["demo", "--port", "0"])
    assert served.exit_code == 0, served.output
    address = office_of(demo).settings.public_url
    assert not address.endswith(":5000")
    assert f"Open {address} " in served.output


def test_a_real_office_gets_no_invented_people(tmp_path: Path) -> None:
    """Without TANGGAP_DEMO the command does nothing."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/office.sqlite", tmp_path))
    refused = app.test_cli_runner().invoke(args=["demo", "--no-serve"])
    assert refused.exit_code == 1
    assert not (tmp_path / "office.sqlite").exists()


def test_the_demo_serves_with_a_worker_until_it_is_stopped(tmp_path: Path) -> None:
    """One command serves the pages and runs the worker; stopping it ends both."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TANGGAP_")},
        "TANGGAP_DEMO": "1",
        "TANGGAP_DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite",
        "TANGGAP_MAIL_FOLDER": str(tmp_path / "mail"),
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "demo", "--cases", "1", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as served:
        assert served.stderr
        assert any(b"worker_started" in line for line in served.stderr)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/masuk") as answer:
            assert CAST[0].login in answer.read().decode()
        served.terminate()
        told = served.stderr.read().decode()
    assert served.returncode == 0, told
    assert "worker_stopped" in told


def test_two_demos_of_one_instant_are_the_same() -> None:
    """The cases come from fixed chances, so that what one person sees another can look at too."""
    sop, calendar = diagram.read(diagram.seed()).sop, default_calendar()
    assert list(plots(40, NOON, sop, calendar, 1)) == list(plots(40, NOON, sop, calendar, 1))
    assert list(plots(40, NOON, sop, calendar, 1)) != list(plots(40, NOON, sop, calendar, 2))


def test_counting_back_agrees_with_counting_forward() -> None:
    """A case that is to reach a row at an instant begins so many working minutes before."""
    calendar = default_calendar()
    assert working_minutes(before(NOON, 1000, calendar), NOON, calendar) == 1000
    sunday = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    assert last_working(sunday, calendar) == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # Friday, 16.30 WIB
    assert last_working(NOON, calendar) == NOON


def test_somebody_is_stood_in_for(demo: Flask) -> None:
    """The demo begins with a substitute at work, one whose time is over, and reasons for delays."""
    office = office_of(demo)
    with office.database.reading() as connection:
        today = office.today()
        assert len(substitutions.in_force(connection, today)) == len(substitutions.past(connection, today)) == 1
        explained = select(func.count()).select_from(journal).where(journal.c.kind == "delay_explained")
        assert connection.scalar(explained)
