"""Guessing gets slower with every try: attempts counted in the database, so that all processes count together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, update

from persistence.inserting import insert_or
from persistence.tables import throttles


@dataclass(frozen=True)
class Slowdown:
    """Say how guessing slows down: `free` tries without a wait, then `first`, twice that, … up to `longest`.

    A key that was left alone for `forget` after its last wait starts anew.
    """

    free: int = 5
    first: timedelta = timedelta(seconds=2)
    longest: timedelta = timedelta(minutes=15)
    forget: timedelta = timedelta(hours=24)

    def wait_after(self, attempts: int) -> timedelta:
        """Give the wait after so many attempts."""
        over = attempts - self.free
        return timedelta(0) if over < 0 else min(self.first * 2 ** min(over, 20), self.longest)


def attempt(connection: Connection, key: str, now: datetime, slowdown: Slowdown) -> datetime | None:
    """Count an attempt before it is judged. Returns None when it may go on, else until when it must wait.

    It is counted first because many guesses sent at once would otherwise all be judged before the first
    failure is written. An attempt that must wait does not count. `key` says what is guarded without naming
    anybody: make it with `sealing.blind_index`.
    """
    kept = insert_or(connection.dialect.name, throttles).values(key=key, failures=0, until=now)
    # Writing the row, even unchanged, locks it: attempts sent at once are counted one after the other.
    kept = kept.on_conflict_do_update(index_elements=[throttles.c.key], set_={"key": key})
    failures, until = connection.execute(kept.returning(throttles.c.failures, throttles.c.until)).one()
    # Without a wait, `until` is when the last attempt came, which is later than `now` for one that stood behind it.
    if until > now and slowdown.wait_after(failures):
        waiting: datetime = until
        return waiting
    failures = 1 if until + slowdown.forget < now else failures + 1
    connection.execute(
        update(throttles)
        .where(throttles.c.key == key)
        .values(failures=failures, until=now + slowdown.wait_after(failures))
    )
    return None


def forgive(connection: Connection, key: str) -> None:
    """Forget the attempts after one that was right."""
    connection.execute(delete(throttles).where(throttles.c.key == key))


def take_back(connection: Connection, key: str) -> None:
    """Do not count an attempt that was right; a wait that it caused stays."""
    found = throttles.c.key == key, throttles.c.failures > 0
    connection.execute(update(throttles).where(*found).values(failures=throttles.c.failures - 1))


def forget_older(connection: Connection, before: datetime) -> int:
    """Delete the keys whose last wait ended before this instant. Returns how many."""
    return connection.execute(delete(throttles).where(throttles.c.until < before)).rowcount
