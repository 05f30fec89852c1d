"""Timers: set and ended by the engine's steps, fired once each by whichever worker comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Insert, case, select

from persistence import retries
from persistence.inserting import insert_or
from persistence.tables import timers

LEASE = timedelta(minutes=1)
_NO_TASK = UUID(int=0)


@dataclass(frozen=True)
class Timer:
    """Hold a row of `timers`."""

    id: UUID
    case_id: UUID
    task_id: UUID
    element_id: str
    due_at: datetime
    interrupting: bool
    state: str
    fired_at: datetime | None
    attempts: int
    next_try_at: datetime
    last_error: str | None


@dataclass(frozen=True)
class SetTimer:
    """Describe a timer that a step set, or moved to another instant."""

    id: UUID
    task_id: UUID
    element_id: str
    due_at: datetime
    interrupting: bool


def record(
    connection: Connection,
    case_id: UUID,
    at: datetime,
    *,
    set_: Sequence[SetTimer] = (),
    ended: Sequence[UUID] = (),
    fired: Sequence[UUID] = (),
) -> None:
    """Write what one step did to a case's timers, in one statement.

    A timer that fired or ended before stays as it is. Ending or firing an unknown timer fails, because the row
    that would be made for it names no task.
    """
    rows = [_row(case_id, timer, "waiting", None) for timer in set_]
    rows += [_row(case_id, _known(timer_id, at), "ended", None) for timer_id in ended]
    rows += [_row(case_id, _known(timer_id, at), "fired", at) for timer_id in fired]
    if not rows:
        return
    connection.execute(_recording(connection.dialect.name), rows)


def take_due(connection: Connection, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Timer]:
    """Take timers that are due, earliest first; nobody else takes them before the lease ends."""
    taken = [Timer(*row) for row in retries.take_due(connection, timers, now, limit, lease)]
    return sorted(taken, key=lambda timer: (timer.due_at, timer.id))


def next_try_at(connection: Connection) -> datetime | None:
    """Find when the worker has its next timer to fire."""
    return retries.next_try_at(connection, timers)


def record_failure(connection: Connection, timer: Timer, now: datetime, error: str) -> bool:
    """Plan the next try of a taken timer. Returns whether it was given up; `error` must not name anybody."""
    return retries.record_failure(connection, timers, timer.id, timer.attempts, now, error)


def try_again(connection: Connection, timer_id: UUID, now: datetime) -> bool:
    """Put a timer that was given up back among the waiting."""
    return retries.try_again(connection, timers, timer_id, now)


def failed(connection: Connection) -> list[Timer]:
    """List the timers that were given up, for the administrator."""
    return [Timer(*row) for row in retries.failed(connection, timers)]


def of_case(connection: Connection, case_id: UUID) -> list[Timer]:
    """List a case's timers by due instant."""
    rows = select(timers).where(timers.c.case_id == case_id).order_by(timers.c.due_at, timers.c.id)
    return [Timer(*row) for row in connection.execute(rows)]


def _known(timer_id: UUID, at: datetime) -> SetTimer:
    """Name a timer that is already stored; of this row only the id and the state are used."""
    return SetTimer(timer_id, _NO_TASK, "", at, interrupting=False)


def _row(case_id: UUID, timer: SetTimer, state: str, fired_at: datetime | None) -> dict[str, object]:
    return {
        **vars(timer),
        "case_id": case_id,
        "state": state,
        "fired_at": fired_at,
        "attempts": 0,
        "next_try_at": timer.due_at,
    }


@cache
def _recording(dialect: str) -> Insert:
    """Build the statement of `record` once, for the hot path."""
    new = insert_or(dialect, timers)
    is_moved = new.excluded.state == "waiting"
    changed = {
        "state": new.excluded.state,
        "fired_at": new.excluded.fired_at,
        "due_at": case((is_moved, new.excluded.due_at), else_=timers.c.due_at),
        "next_try_at": case((is_moved, new.excluded.next_try_at), else_=timers.c.next_try_at),
        "attempts": case((is_moved, 0), else_=timers.c.attempts),
    }
    # Not IN: SQLAlchemy cannot expand a list in a statement that runs once per row.
    still_open = (timers.c.state == "waiting") | (timers.c.state == "failed")
    return new.on_conflict_do_update(index_elements=[timers.c.id], set_=changed, where=still_open)
