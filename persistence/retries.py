"""Rows that a worker takes, tries, and tries again later: timers and outgoing messages.

A worker takes rows in a short transaction of its own, which also moves their next try into the future. Nobody
else takes them meanwhile, and a worker that dies leaves them to be taken again: they are late, never lost.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select, update

MOST_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=1)


def pause_after(attempts: int) -> timedelta:
    """Give the pause after so many failed attempts: 1, 2, 4, … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def next_try_at(connection: Connection, table: Table) -> datetime | None:
    """Find when the first waiting row is to be tried."""
    return connection.scalar(_first_try(table))


@cache
def _first_try(table: Table) -> Select[datetime]:
    # Every worker asks this every second.
    first = select(table.c.next_try_at).where(table.c.state == "waiting").order_by(table.c.next_try_at)
    return first.limit(1)


def take_due(
    connection: Connection, table: Table, now: datetime, limit: int, lease: timedelta, *which: ColumnElement[bool]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Take the rows that are due, in any order, for the length of the lease; `attempts` counts this one."""
    due = (
        select(table.c.id)
        .where(table.c.state == "waiting", table.c.next_try_at <= now, *which)
        .order_by(table.c.next_try_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return connection.execute(
        update(table)
        .where(table.c.id.in_(select(due.c.id)))
        .values(attempts=table.c.attempts + 1, next_try_at=now + lease)
        .returning(*table.c)
    ).all()


def record_failure(
    connection: Connection,
    table: Table,
    row_id: UUID | int,
    attempts: int,
    now: datetime,
    error: str,
    most: int = MOST_ATTEMPTS,
) -> bool:
    """Plan the next try of a row, or give it up after so many attempts. Returns whether it was given up."""
    given_up = attempts >= most
    connection.execute(
        update(table)
        .where(table.c.id == row_id, table.c.state == "waiting")
        .values(
            state="failed" if given_up else "waiting",
            next_try_at=now + pause_after(attempts),
            last_error=error,
        )
    )
    return given_up


def try_again(connection: Connection, table: Table, row_id: UUID | int, now: datetime) -> bool:
    """Put a row that was given up back among the waiting. Returns False when it was not given up."""
    changed = connection.execute(
        update(table)
        .where(table.c.id == row_id, table.c.state == "failed")
        .values(state="waiting", attempts=0, next_try_at=now)
    )
    return changed.rowcount == 1


def failed(connection: Connection, table: Table) -> Sequence[Row[*tuple[Any, ...]]]:
    """List the rows that were given up, for the administrator."""
    given_up = select(table).where(table.c.state == "failed").order_by(table.c.next_try_at)
    return connection.execute(given_up).all()
