"""Timers: how many a worker fires in a second when an office was shut for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from app.actions.fire_timer import fire_due_timers
from app.bench import table
from app.bench.completions import Start, start
from app.bench.office import BenchClock, opened
from app.bench.places import Place
from app.bench.timing import Took, measured
from persistence import timers

HEAD = ("", "per second", "per second of CPU")
LATE = timedelta(hours=1)


def report(place: Place, rounds: int, cases: int) -> Iterator[str]:
    """Let the standard time of every case pass, and fire one timer each, round after round."""
    begin = start(place, cases)
    took = [_firing(begin) for _ in range(rounds)]
    rates = (median(cases / each.seconds for each in took), median(cases / each.processor for each in took))
    title = f"Timers on {place.name}: {rounds} rounds of {cases}"
    yield from table.lines(title, HEAD, [("timers fired, one worker", *(f"{rate:.0f}" for rate in rates))])


def _firing(begin: Start) -> Took:
    clock = BenchClock()
    with opened(begin.place.copy(begin.url), clock) as office:
        office.catalogue.diagram_in_force()
        clock.pass_(LATE)
        fired, took = measured(lambda: sum(iter(lambda: fire_due_timers(office), 0)))
        with office.database.reading() as connection:
            waiting = timers.next_try_at(connection)
    if fired != len(begin.case_ids) or waiting is not None:
        raise AssertionError(f"{fired} timers of {len(begin.case_ids)} fired")
    return took
