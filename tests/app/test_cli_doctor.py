"""`flask doctor` and `flask journal verify` find what was planted, and nothing in a sound office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from office_fixtures import Players, settings_for
from sqlalchemy import text, update

from app import create_app
from app.worker import run_once
from persistence import retries
from persistence.tables import journal, memberships, outbox


def run(players: Players, *arguments: str) -> tuple[int, str]:
    """Run a command; give its exit code and what it printed."""
    result = players.app.test_cli_runner().invoke(args=arguments)
    return result.exit_code, result.output


def tamper(players: Players, **where: object) -> None:
    """Do what an attacker with the database's password would do."""
    with players.office.database.transaction() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER journal_keeps_entries"))
        else:
            connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
        wanted = [journal.c[name] == value for name, value in where.items()]
        connection.execute(update(journal).where(*wanted).values(actor_kind="auditor"))


def test_a_whole_journal_verifies(players: Players) -> None:
    """Both kinds of chain are whole, and the end of the office's is printed to be kept elsewhere."""
    players.submit()
    code, told = run(players, "journal", "verify")
    assert code == 0
    assert "The chains of 1 cases are whole." in told
    assert "The office's own chain ends with entry " in told


def test_a_changed_entry_is_named(players: Players) -> None:
    """The first bad entry of a case's chain is told by the case's number; others are not accused."""
    submitted, _ = players.submit(), players.submit()
    tamper(players, case_id=submitted.case_id, seq=2)
    code, told = run(players, "journal", "verify")
    assert code == 1
    assert f"Case {submitted.number}, entry 2: it was changed after it was written." in told
    assert "1 chains are broken." in told


def test_a_changed_entry_of_the_office_is_named(players: Players) -> None:
    """The office's own chain is verified as well."""
    tamper(players, case_id=None, seq=1)
    code, told = run(players, "journal", "verify")
    assert code == 1
    assert "The office's own chain, entry 1: it was changed after it was written." in told


def test_another_secret_key_does_not_open_the_payloads(players: Players) -> None:
    """An installation that was given the wrong secret says so instead of failing."""
    submitted = players.submit()
    other = create_app(replace(players.office.settings, secret_key="x" * 40), players.clock)
    code, told = run(Players(other, players.clock), "journal", "verify")
    assert code == 1
    assert f"Case {submitted.number}, entry 1: what is sealed in it" in told
    other.extensions["tanggap"].database.close()


def test_a_sound_office_is_well(players: Players) -> None:
    """Nothing is an error; what is only unwise is a warning."""
    players.submit()
    with players.app.app_context():
        run_once(players.office)
    code, told = run(players, "doctor")
    assert code == 0, told
    assert "ok       The worker keeps up" in told
    assert "warning  TANGGAP_PUBLIC_URL is not https" in told
    assert "warning  Nobody has confirmed the holidays of 2026 and 2027" in told


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    """Before `flask upgrade` the doctor says what to do, and does not fail."""
    (tmp_path / "new").mkdir()
    app = create_app(settings_for(f"sqlite:///{tmp_path}/new/tanggap.sqlite", tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "run `flask upgrade`" in result.output
    app.extensions["tanggap"].database.close()


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The doctor can say why nothing works."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/nowhere/tanggap.sqlite", tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "error    The database cannot be reached" in result.output


def test_tables_without_an_office_are_told(sqlite_url: str, tmp_path: Path) -> None:
    """A database that was migrated by hand has no SOP yet."""
    app = create_app(settings_for(sqlite_url, tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "error    The office has no SOP" in result.output
    app.extensions["tanggap"].database.close()


def test_a_worker_that_does_not_run_is_noticed(players: Players) -> None:
    """A timer that has been due for long says that nobody fires it."""
    players.submit()
    players.clock.pass_(minutes=16)
    code, told = run(players, "doctor")
    assert code == 1
    assert "error    A timer has been due since 2026-11-24 03:10 UTC" in told


def test_what_was_given_up_is_told(players: Players) -> None:
    """A message that failed too often stays an error until somebody retries it."""
    players.submit()
    with players.office.database.transaction() as connection:
        for attempts in range(1, retries.MOST_ATTEMPTS + 1):
            retries.record_failure(connection, outbox, 1, attempts, players.clock(), "Refused: 550")
    code, told = run(players, "doctor")
    assert code == 1
    assert "error    1 messages were given up" in told


def test_a_lane_without_people_is_told(players: Players) -> None:
    """A row that nobody can work on is noticed before its cases are late."""
    with players.office.database.transaction() as connection:
        connection.execute(memberships.delete().where(memberships.c.lane == "ppid_utama"))
    assert "warning  Nobody works in these lanes of the SOP: PPID Utama." in run(players, "doctor")[1]


def test_a_broken_chain_is_noticed(players: Players) -> None:
    """The spot check of the journal names what it finds."""
    submitted = players.submit()
    tamper(players, case_id=submitted.case_id, seq=1)
    code, told = run(players, "doctor")
    assert code == 1
    assert f"error    Case {submitted.number}, entry 1: it was changed after it was written." in told
