"""The way to the database: an engine that writes, one that reads, and the only commit of the project."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from persistence import sqlite
from persistence.write_queue import QueueTimeout, turn

BUSY_TIMEOUT = 5.0  # seconds
# PostgreSQL: lock not available, deadlock, serialization failure, too many connections.
BUSY_SQLSTATES = frozenset({"55P03", "40P01", "40001", "53300"})


class DatabaseBusy(Exception):
    """Say that a lock did not come free in time; nothing was written, and trying again is safe."""


@dataclass(frozen=True)
class Database:
    """Hold the two engines, the file in which SQLite's writers queue, and what each thread is reading on."""

    writer: Engine
    reader: Engine
    queue: Path | None
    thread: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Write all of the block or nothing of it. Keep the block short: others wait for it.

        Raises DatabaseBusy when a lock does not come free in five seconds.
        """
        with _told_apart(), turn(self.queue, BUSY_TIMEOUT), self.writer.connect() as connection:
            connection.begin()
            yield connection
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Show one moment of the database to all selects of the block. A write in it fails.

        A block inside another of the same thread sees the same moment; on SQLite a second connection would wait for
        the writer that waits for the first. Raises DatabaseBusy when a lock does not come free in five seconds.
        """
        outer: Connection | None = getattr(self.thread, "reading", None)
        if outer is not None:
            yield outer
            return
        with _told_apart(), self.reader.connect() as connection:
            self.thread.reading = connection
            try:
                yield connection
            finally:
                self.thread.reading = None

    def close(self) -> None:
        """Close the pooled connections."""
        self.writer.dispose()
        self.reader.dispose()


def connect(url: str) -> Database:
    """Make the way to this database: sqlite:///file or postgresql://…; its tables are left alone."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(parsed)
    if backend == "postgresql":
        return _postgresql(parsed)
    raise ValueError(f"The database must be sqlite or postgresql, not {backend}")


def upgrade(url: str) -> None:
    """Bring the tables to the newest migration; an empty database gets all of them, and SQLite its folder."""
    database = connect(url)
    if database.queue:
        database.queue.parent.mkdir(parents=True, exist_ok=True)
    config = alembic_config()
    try:
        with database.transaction() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        database.close()


def alembic_config() -> Config:
    """Point Alembic at the migrations, which travel in the wheel."""
    config = Config()
    config.set_main_option("script_location", "persistence:migrations")
    return config


def _sqlite(url: URL) -> Database:
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file, because several connections must see the same data")
    path = Path(url.database)
    writer = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT}, pool_timeout=BUSY_TIMEOUT)
    event.listen(writer, "connect", sqlite.prepare(may_write=True))
    sqlite.begin_with(writer, "BEGIN IMMEDIATE")
    reader = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT}, pool_timeout=BUSY_TIMEOUT)
    event.listen(reader, "connect", sqlite.prepare(may_write=False))
    sqlite.begin_with(reader, "BEGIN")
    return Database(writer, reader, queue=path.with_name(f"{path.name}.queue"))


def _postgresql(url: URL) -> Database:
    writer = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": f"-c timezone=UTC -c lock_timeout={BUSY_TIMEOUT * 1000:.0f}"},
        pool_timeout=BUSY_TIMEOUT,
        pool_pre_ping=True,
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(writer, reader, queue=None)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Raise a lock that did not come free as DatabaseBusy, and leave other failures as they are."""
    try:
        yield
    except (QueueTimeout, PoolTimeout) as error:
        raise DatabaseBusy from error
    except (DBAPIError, sqlite3.Error) as error:
        if _is_busy(error.orig if isinstance(error, DBAPIError) else error):
            raise DatabaseBusy from error
        raise


def _is_busy(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        # The lower byte is the error, the upper ones say where it happened; errors of the driver have none.
        code = getattr(error, "sqlite_errorcode", 0)
        return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(error, "sqlstate", None) in BUSY_SQLSTATES
