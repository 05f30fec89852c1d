"""Look at the database itself: which server it is, which migration it has, how SQLite writes."""

import sqlite3
from dataclasses import dataclass

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from persistence import sqlite
from persistence.database import Database, alembic_config


@dataclass(frozen=True)
class Inspection:
    """Hold what a database says of itself.

    `migration` is None without tables. On SQLite, `journal_mode` is the one in use and `safe_journal_mode` the one
    that this version of SQLite should use.
    """

    server: str
    migration: str | None
    newest_migration: str | None
    journal_mode: str | None = None
    safe_journal_mode: str | None = None


def inspect(database: Database) -> Inspection:
    """Ask a database what it is. Raises OperationalError where there is none."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with database.reading() as connection:
        migration = MigrationContext.configure(connection).get_current_revision()
        version = ".".join(str(number) for number in connection.dialect.server_version_info or ())
        if connection.dialect.name != "sqlite":
            return Inspection(f"PostgreSQL {version}", migration, newest)
        mode = str(connection.scalar(text("PRAGMA journal_mode"))).upper()
    safe = sqlite.journal_mode(sqlite3.sqlite_version_info)
    return Inspection(f"SQLite {version}", migration, newest, mode, safe)
