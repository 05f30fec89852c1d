"""What a large office waits for: the first page of each inbox, its badges, and a worker who finds nothing due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection

from app.actions.deliver_message import deliver_due_messages
from app.actions.fire_timer import fire_due_timers
from app.bench import table
from app.bench.crowd import gather
from app.bench.office import actor, furnished, opened
from app.bench.places import Place
from app.bench.timing import Took, milliseconds, times
from app.demo.cast import OPERATOR, UNIT_OFFICER
from app.office import Office
from persistence import inbox

HEAD = ("", "p50 ms", "p99 ms", "CPU p50 ms")
REPETITIONS = 200

View = Callable[[Connection], object]


def report(place: Place, number: int) -> Iterator[str]:
    """Fill an office, and tell how long its lists take in the database, SQLAlchemy included."""
    with opened(furnished(place)) as office:
        gather(office, number)
        # The mail that confirms the pattern's submission is no part of a sweep that finds nothing.
        deliver_due_messages(office)
        yield from table.lines(f"An office of {number:,} tasks on {place.name}", HEAD, list(_rows(office)))


def views(office: Office) -> Mapping[str, View]:
    """Return every list that the inbox offers, as the page asks for it."""
    operator, officer, now = actor(office, OPERATOR), actor(office, UNIT_OFFICER), office.now()
    keys, page = sorted(operator.inbox_keys), inbox.PAGE + 1
    return {
        "inbox, my lanes": lambda connection: inbox.of_keys(connection, keys, limit=page),
        "inbox, my unit": lambda connection: inbox.of_keys(connection, sorted(officer.inbox_keys), limit=page),
        "inbox, mine": lambda connection: inbox.of_owner(connection, operator.account_id or 0, limit=page),
        "inbox, late": lambda connection: inbox.of_keys(connection, keys, late_at=now, limit=page),
        "inbox, an empty lane": lambda connection: inbox.of_keys(connection, ["nobody/-"], limit=page),
        "inbox, whole office": lambda connection: inbox.of_keys(connection, inbox.every_key(connection), limit=page),
        "badges": lambda connection: inbox.count(connection, keys, operator.account_id or 0, now),
    }


def _rows(office: Office) -> Iterator[table.Row]:
    with office.database.reading() as connection:
        for name, view in views(office).items():
            yield _row(name, times(lambda view=view: view(connection), REPETITIONS))  # type: ignore[misc] # bound now
    yield _row("worker, nothing due", times(lambda: _sweep(office), REPETITIONS))


def _sweep(office: Office) -> None:
    """Do what a worker does each second; raises where something was due after all."""
    if done := fire_due_timers(office) + deliver_due_messages(office):
        raise AssertionError(f"{done} things were due")


def _row(name: str, measured: list[Took]) -> table.Row:
    seconds = [took.seconds for took in measured]
    processor = [took.processor for took in measured]
    return name, milliseconds(seconds, 0.5), milliseconds(seconds, 0.99), milliseconds(processor, 0.5)
