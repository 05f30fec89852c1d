"""The database without SQLAlchemy: what was said to it is heard, and said again through the bare driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor

from persistence.database import Database, connect
from persistence.inbox_plans import PLAN_ONCE


@dataclass(frozen=True)
class Statement:
    """One statement as the driver gets it; `many` runs it once per row of its parameters."""

    sql: str
    parameters: Any
    many: bool = False

    @property
    def only_reads(self) -> bool:
        """Tell whether it is said outside the writing transaction."""
        return self.sql.startswith("SELECT")


@dataclass
class Heard:
    """What a database was told, and how often it committed; BEGIN and COMMIT are no statements."""

    statements: list[Statement] = field(default_factory=list)
    commits: int = 0


@contextmanager
def listening(database: Database) -> Iterator[Heard]:
    """Hear everything that is said to a database during the block."""
    heard = Heard()
    # On PostgreSQL the reader is the writer with other options, and shares its listeners.
    engines = {id(engine.pool): engine for engine in (database.reader, database.writer)}.values()

    def told(*what: Any) -> None:
        _connection, _cursor, sql, parameters, _context, many = what
        heard.statements.append(Statement(sql, parameters, many))

    def committed(_connection: object) -> None:
        heard.commits += 1

    for engine in engines:
        event.listen(engine, "before_cursor_execute", told)
        event.listen(engine, "commit", committed)
    try:
        yield heard
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", told)
            event.remove(engine, "commit", committed)


class Driver:
    """One bare connection of the same kind and with the same settings."""

    def __init__(self, cursor: DBAPICursor, *, is_sqlite: bool) -> None:
        """Speak through this cursor."""
        self._cursor, self._is_sqlite = cursor, is_sqlite

    @property
    def mark(self) -> str:
        """Return what stands for a parameter."""
        return "?" if self._is_sqlite else "%s"

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read in one transaction, in which PostgreSQL plans as it does for the inbox."""
        self._cursor.execute("BEGIN")
        if not self._is_sqlite:
            self._cursor.execute(PLAN_ONCE)
        yield
        self._cursor.execute("ROLLBACK")

    def read(self, statement: Statement) -> Sequence[Any]:
        """Run a select and fetch what it finds; a setting finds nothing."""
        self._cursor.execute(statement.sql, statement.parameters)
        return self._cursor.fetchall() if self._cursor.description else ()

    def write(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction."""
        self._cursor.execute("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        for statement in statements:
            run = self._cursor.executemany if statement.many else self._cursor.execute
            run(statement.sql, statement.parameters)
        self._cursor.execute("COMMIT")


@contextmanager
def bare(url: str) -> Iterator[Driver]:
    """Connect to a database without SQLAlchemy in between."""
    database = connect(url)
    pooled = database.writer.raw_connection()
    is_sqlite = database.writer.dialect.name == "sqlite"
    if not is_sqlite:
        # psycopg begins transactions by itself unless told not to; the sqlite3 module was told in `prepare`.
        setattr(pooled.driver_connection, "autocommit", True)  # noqa: B010 (typed as any driver's)
    try:
        yield Driver(pooled.cursor(), is_sqlite=is_sqlite)
    finally:
        pooled.close()
        database.close()
