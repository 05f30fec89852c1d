"""Databases of the bench's own: made, copied and thrown away, so that no office is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import sqlite_version, sqlite_version_info
from typing import Protocol
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text

from persistence import database
from persistence.sqlite import journal_mode

MEMORY = Path("/dev/shm")  # noqa: S108 (only where databases of the bench lie, each in a folder of its own)


class Place(Protocol):
    """Where databases of one kind can be made."""

    @property
    def name(self) -> str:
        """Say which kind of database this is."""

    @property
    def has_disk(self) -> bool:
        """Tell whether a commit waits for a disk, as in an office."""

    def new(self) -> str:
        """Make a database with this version's tables; return its URL."""

    def copy(self, url: str) -> str:
        """Copy a database that nobody has open; return the copy's URL."""


@dataclass(frozen=True)
class SqlitePlace:
    """Files in a folder, which may lie in memory."""

    folder: Path
    has_disk: bool = True

    @property
    def name(self) -> str:
        """Say which SQLite this is, because its journal mode and the disk decide what a commit costs."""
        where = "on disk" if self.has_disk else "in memory, where a commit costs nothing"
        return f"SQLite {sqlite_version} ({journal_mode(sqlite_version_info)}, synchronous=FULL) {where}"

    def new(self) -> str:
        """Make a file."""
        url = self._url()
        database.upgrade(url)
        return url

    def copy(self, url: str) -> str:
        """Copy a file."""
        copied = self._url()
        shutil.copy(make_url(url).database or "", make_url(copied).database or "")
        return copied

    def _url(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.sqlite"


@dataclass(frozen=True)
class PostgresqlPlace:
    """Databases beside the one that the URL names, dropped at the end."""

    server: URL
    made: list[str] = field(default_factory=list)
    has_disk: bool = True

    @property
    def name(self) -> str:
        """Say which server this is."""
        return f"PostgreSQL {self._tell('SHOW server_version')} (fsync={self._tell('SHOW fsync')})"

    def new(self) -> str:
        """Make an empty database and its tables."""
        url = self._create("TEMPLATE template0")
        database.upgrade(url)
        return url

    def copy(self, url: str) -> str:
        """Let the server copy a database."""
        return self._create(f"TEMPLATE {make_url(url).database}")

    def drop_all(self) -> None:
        """Drop what was made here."""
        for name in self.made:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _create(self, options: str) -> str:
        name = f"tanggap_bench_{uuid4().hex}"
        self._tell(f"CREATE DATABASE {name} {options}")
        self.made.append(name)
        return self.server.set(database=name).render_as_string(hide_password=False)

    def _tell(self, statement: str) -> str:
        engine = create_engine(self.server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.execute(text(statement))
                return str(result.scalar()) if result.returns_rows else ""
        finally:
            engine.dispose()


@contextmanager
def places(server_url: str | None) -> Iterator[tuple[Place, ...]]:
    """Give folders for SQLite on disk and in memory, and a PostgreSQL server where one is named.

    All are left as they were. The folders are those of TMPDIR and /dev/shm; without the latter there is no memory.
    """
    with ExitStack() as stack:
        found: list[Place] = [SqlitePlace(_folder(stack, None))]
        if MEMORY.is_dir():
            found.append(SqlitePlace(_folder(stack, MEMORY), has_disk=False))
        if server_url:
            postgresql = PostgresqlPlace(make_url(server_url))
            stack.callback(postgresql.drop_all)
            found.append(postgresql)
        yield tuple(found)


def _folder(stack: ExitStack, inside: Path | None) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tanggap-bench-", dir=inside)))
