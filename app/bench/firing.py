"""Timers: how many a worker fires in a second when an office was shut for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter

from app.actions.fire_timer import fire_due_timers
from app.bench import table
from app.bench.completions import Start, start
from app.bench.office import BenchClock, opened
from app.bench.places import Place
from persistence import timers

HEAD = ("", "per second")
LATE = timedelta(hours=1)


def report(place: Place, rounds: int, cases: int) -> Iterator[str]:
    """Let the standard time of every case pass, and fire one timer each, round after round."""
    begin = start(place, cases)
    rates = [_rate(begin) for _ in range(rounds)]
    title = f"Timers on {place.name}: {rounds} rounds of {cases}"
    yield from table.lines(title, HEAD, [("timers fired, one worker", f"{median(rates):.0f}")])


def _rate(begin: Start) -> float:
    clock = BenchClock()
    with opened(begin.place.copy(begin.url), clock) as office:
        office.catalogue.diagram(office.catalogue.edited().version.id)
        clock.pass_(LATE)
        began = perf_counter()
        while fire_due_timers(office):
            pass
        seconds = perf_counter() - began
        with office.database.reading() as connection:
            fired = [timer for case_id in begin.case_ids for timer in timers.of_case(connection, case_id)]
    return sum(timer.state == "fired" for timer in fired) / seconds
