"""The way to the database: what commits, what waits and what is refused."""

import fcntl
import re
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from persistence import case_numbers, idempotency
from persistence import database as database_module
from persistence.column_types import DueDateTime, UtcDateTime
from persistence.database import Database, DatabaseBusy, connect
from persistence.sqlite import journal_mode
from persistence.tables import case_numbers as numbers
from persistence.tables import memberships

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 7, 0), "DELETE"),
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 9), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "DELETE"),
        ((3, 53, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_only_a_fixed_sqlite_may_use_wal(version: tuple[int, int, int], mode: str) -> None:
    """A SQLite that can corrupt its WAL gets the rollback journal."""
    assert journal_mode(version) == mode


def test_sqlite_is_set_up_to_lose_nothing(sqlite_url: str) -> None:
    """Foreign keys hold, every commit reaches the disk, and the journal mode is the safe one."""
    database = connect(sqlite_url)
    with database.transaction() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("foreign_keys", "synchronous", "recursive_triggers", "journal_mode", "busy_timeout")
        }
    database.close()
    assert settings == {
        "foreign_keys": 1,
        "synchronous": 2,
        "recursive_triggers": 1,
        "journal_mode": journal_mode(sqlite3.sqlite_version_info).lower(),
        "busy_timeout": 5000,
    }


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/tanggap"])
def test_other_databases_are_refused(url: str) -> None:
    """A database that the project cannot keep its promises on is refused at once."""
    with pytest.raises(ValueError, match=r"SQLite needs a file|must be sqlite or postgresql"):
        connect(url)


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    """What was written before a failure is gone, and what was written without one stays."""

    def fail_after_a_write() -> None:
        with database.transaction() as connection:
            case_numbers.next_serial(connection, 2026)
            connection.execute(insert(memberships).values(account_id=99, lane="operator"))

    with pytest.raises(IntegrityError):
        fail_after_a_write()
    with database.transaction() as connection:
        assert case_numbers.next_serial(connection, 2026) == 1
    with database.reading() as connection:
        assert connection.scalar(select(numbers.c.last_serial)) == 1


def test_reading_cannot_write(database: Database) -> None:
    """A write in a block that only reads fails."""
    with pytest.raises(DBAPIError), database.reading() as connection:
        idempotency.remember(connection, "key", {}, NOW)


def test_reading_shows_one_moment(postgresql_url: str) -> None:
    """Two selects of one block agree, whatever is committed between them."""
    database = connect(postgresql_url)
    with database.reading() as reading:
        assert idempotency.find_answer(reading, "key") is None
        with database.transaction() as connection:
            idempotency.remember(connection, "key", {"a": 1}, NOW)
        assert idempotency.find_answer(reading, "key") is None
    with database.reading() as reading:
        assert idempotency.find_answer(reading, "key") == {"a": 1}
    database.close()


def test_reading_within_reading_waits_for_no_writer(database: Database) -> None:
    """A second look in the same thread needs no lock of its own while a writer waits for the first to end."""
    with ThreadPoolExecutor(1) as pool:
        with database.reading() as outer:
            outer.scalar(select(func.count()).select_from(numbers))
            written = pool.submit(_add_a_year, database)
            time.sleep(0.3)
            with database.reading() as inner:
                assert inner is outer
                assert inner.scalar(select(func.count()).select_from(numbers)) == 0
        written.result()
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(numbers)) == 1


def _add_a_year(database: Database) -> None:
    with database.transaction() as connection:
        case_numbers.next_serial(connection, 2026)


def test_foreign_keys_hold(database: Database) -> None:
    """A row that points at nothing is refused."""
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.execute(insert(memberships).values(account_id=99, lane="operator"))


def test_a_lock_that_stays_is_told_as_busy(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that waits too long raises DatabaseBusy, leaves nothing behind and may try again."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 0.2)
    holder, waiter = connect(database_url), connect(database_url)
    with holder.writer.connect() as connection:  # Around the queue, like another program.
        case_numbers.next_serial(connection, 2026)
        with pytest.raises(DatabaseBusy), waiter.transaction() as waiting:
            case_numbers.next_serial(waiting, 2026)
    with waiter.transaction() as connection:
        assert case_numbers.next_serial(connection, 2026) == 1
    holder.close()
    waiter.close()


def test_a_turn_that_comes_too_late_is_told_as_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that stood in line for longer than its patience does not go on waiting for the lock."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 0.1)
    database = connect(sqlite_url)
    assert database.queue
    with database.queue.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        release = threading.Timer(0.4, lambda: fcntl.flock(file, fcntl.LOCK_UN))
        release.start()
        with pytest.raises(DatabaseBusy), database.transaction():
            pytest.fail("The turn came too late, so the block must not run.")
        release.join()
    database.close()


def test_a_full_disk_leaves_nothing_half_done(sqlite_url: str) -> None:
    """A write for which there is no room fails whole, and goes through once there is room again."""
    database = connect(sqlite_url)

    def write_much() -> None:
        with database.transaction() as connection:
            case_numbers.next_serial(connection, 2026)
            idempotency.remember(connection, "key", "x" * 100_000, NOW)

    with database.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(DBAPIError, match="full"):
        write_much()
    with database.transaction() as connection:
        assert connection.scalar(select(numbers.c.last_serial)) is None
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 100}")
    write_much()
    with database.reading() as connection:
        assert connection.scalar(select(numbers.c.last_serial)) == 1
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    database.close()


def test_other_failures_keep_their_names(database: Database) -> None:
    """A mistake in a statement is not told as a busy database."""
    with pytest.raises(DBAPIError, match="no_such_table"), database.reading() as connection:
        connection.execute(text("SELECT 1 FROM no_such_table"))


def test_instants_survive_in_every_zone(database: Database) -> None:
    """An instant written in WIB comes back as the same instant in UTC, to the microsecond."""
    wib = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    key = uuid4().hex
    with database.transaction() as connection:
        idempotency.remember(connection, key, {}, wib)
    with database.reading() as connection:
        stored = connection.execute(select(text("created_at")).select_from(text("idempotency_keys"))).scalar()
        read = connection.scalar(select(func.max(idempotency.idempotency_keys.c.created_at)))
    assert read == wib
    assert read.tzinfo is UTC
    assert "01:00:00" in str(stored)


def test_an_instant_without_a_zone_is_refused() -> None:
    """A naive datetime never reaches the database."""
    naive = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 (this is the mistake)
    with pytest.raises(ValueError, match="without a time zone"):
        UtcDateTime().process_bind_param(naive, None)  # type: ignore[arg-type]


def test_never_due_sorts_last() -> None:
    """None is stored as the far future, which is after every due instant."""
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    dialect = postgresql.dialect()
    stored = DueDateTime().process_bind_param(None, dialect)
    assert stored
    assert stored > NOW
    assert DueDateTime().process_result_value(stored, dialect) is None


def test_the_project_commits_in_one_place() -> None:
    """No module but database.py commits, and no module opens a transaction of its own."""
    own = re.compile(r"\.commit\(|(connection|engine|writer|reader)\.begin\(")
    found = [
        path.relative_to(ROOT).as_posix()
        for package in ("app", "persistence")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts and own.search(path.read_text())
    ]
    assert found == ["persistence/database.py"]
