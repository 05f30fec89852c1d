"""How this project uses SQLite: its journal mode, its pragmas and when its transactions begin."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, PoolProxiedConnection

# Lowest patch release with the WAL-reset fix in each maintained series; 3.52.0 was withdrawn.
FIXED_PATCH = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
WITHDRAWN = (3, 52, 0)


def journal_mode(version: tuple[int, int, int]) -> str:
    """Choose WAL where this SQLite cannot corrupt it, else DELETE.

    Every version from 3.7.0 to 3.51.2 can lose pages when the WAL is reset while another connection writes;
    3.51.3 fixed it and 3.50.7 and 3.44.6 carry the fix (https://sqlite.org/wal.html, "The WAL-Reset Bug").
    """
    series, patch = version[:2], version[2]
    if version == WITHDRAWN:
        return "DELETE"
    if series > (3, 51) or patch >= FIXED_PATCH.get(series, patch + 1):
        return "WAL"
    return "DELETE"


def prepare(*, may_write: bool) -> Callable[[sqlite3.Connection, Any], None]:
    """Make the listener that sets a new connection up."""
    mode = journal_mode(sqlite3.sqlite_version_info)
    pragmas = [
        "foreign_keys = ON",
        # A confirmed complaint must survive a power cut, so every commit reaches the disk.
        "synchronous = FULL",
        # REPLACE deletes rows, and the append-only triggers see that only when triggers may fire triggers.
        "recursive_triggers = ON",
        f"journal_mode = {mode}" if may_write else "query_only = ON",
    ]

    def listener(connection: sqlite3.Connection, _record: Any) -> None:
        # Left to itself the driver begins a deferred transaction before the first write only, and a deferred
        # transaction that turns into a write cannot wait for its lock.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return listener


def begin_with(engine: Engine, statement: str) -> None:
    """Let an engine begin its transactions with this statement.

    Not by listening to its "begin" event: an engine with one listener raises every event of every statement.
    """

    def do_begin(dbapi_connection: PoolProxiedConnection) -> None:
        dbapi_connection.cursor().execute(statement)

    engine.dialect.do_begin = do_begin  # type: ignore[method-assign] # each engine has a dialect of its own
