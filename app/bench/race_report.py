"""What the race comes to, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from app.bench import table
from app.bench.completions import Completion
from app.bench.places import Place
from app.bench.race import ROWS_OF_A_CASE, Race, Runner, race
from app.bench.timing import milliseconds, percentile

SPEED = (
    *("", "per second", "p50 ms", "p99 ms", "of the floor", "× documented"),
    *("CPU p50 ms", "× by CPU", "statements", "commits"),
)
SIZE = ("bytes of state per running case", "p50", "max")
ROW = ("row", "p50 ms", "floor p50", "engine p50", "documented p50", "statements", "commits", "bytes of state")


def report(place: Place, rounds: int, cases: int) -> Iterator[str]:
    """Race, and tell what came of it."""
    done = race(place, rounds, cases)
    title = f"Completions on {place.name}: {rounds} rounds of {cases} cases × {ROWS_OF_A_CASE} rows"
    yield from table.lines(title, SPEED, [_speed(each, done) for each in done.runners])
    yield from table.lines("", SIZE, [_size(done.application), _size(done.documented)])
    rows = sorted({completion.row for completion in done.application.every()})
    yield from table.lines("", ROW, [_row(row, done) for row in rows])


def _speed(each: Runner, done: Race) -> table.Row:
    every = each.every()
    return (
        each.name,
        f"{median(each.rates):.0f}",
        milliseconds([completion.took.seconds for completion in every], 0.5),
        milliseconds([completion.took.seconds for completion in every], 0.99),
        f"{100 * each.faster_than(done.floor):.0f} %",
        f"{each.faster_than(done.documented):.2f}",
        milliseconds([completion.took.processor for completion in every], 0.5),
        f"{each.cheaper_than(done.documented):.2f}",
        _span(len(completion.statements) for completion in every),
        _span(completion.commits for completion in every),
    )


def _size(each: Runner) -> table.Row:
    sizes = each.running_state_bytes()
    return each.name, f"{percentile(sizes, 0.5):.0f}", str(max(sizes))


def _row(row: str, done: Race) -> table.Row:
    floor, mine, engine, documented = (each.of_row(row) for each in done.runners)
    return (
        row,
        *(_middle(each) for each in (mine, floor, engine, documented)),
        _span(len(completion.statements) for completion in mine),
        _span(completion.commits for completion in mine),
        _span(completion.state_bytes for completion in mine),
    )


def _middle(completions: Sequence[Completion]) -> str:
    return milliseconds([completion.took.seconds for completion in completions], 0.5)


def _span(numbers: Iterable[int]) -> str:
    found = set(numbers)
    return f"{min(found)}–{max(found)}" if len(found) > 1 else str(min(found))
