"""What a large office waits for: the first page of every list, its numbers, and a worker who finds nothing due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from time import perf_counter

from sqlalchemy import Connection

from app.actions.deliver_message import deliver_due_messages
from app.actions.fire_timer import fire_due_timers
from app.bench import table
from app.bench.driver import Driver, Statement, bare, listening
from app.bench.inbox_crowd import gather
from app.bench.inbox_lists import OfferedList, paired, readers, single
from app.bench.inbox_staff import Staff, hire
from app.bench.office import furnished, opened
from app.bench.places import Place
from app.bench.timing import Took, milliseconds, percentile, times
from app.inbox.list_views import seen_by, views
from app.inbox.listing import COUNTED
from app.office import Office
from persistence import inbox
from persistence.inbox_numbers import numbers

HEAD = ("first page", "lists", "p50 ms", "p99 ms", "CPU p50 ms", "CPU p99 ms", "slowest p50", "the slowest")
REPETITIONS, REPETITIONS_OF_PAIRS = 20, 5
WARM = 7  # psycopg prepares a statement at its sixth run.
WORST = 12

Read = Callable[[Connection], object]


@dataclass(frozen=True)
class Timed:
    """One list, and how long each repetition took in the database."""

    list_: OfferedList
    took: tuple[Took, ...]

    @property
    def median(self) -> float:
        """Return the middle of the repetitions, in seconds."""
        return percentile([took.seconds for took in self.took], 0.5)


def report(place: Place, number: int) -> Iterator[str]:
    """Fill an office, and tell how long its lists take in the database, through the bare driver."""
    url = furnished(place)
    with opened(url) as office, bare(url) as driver:
        began = perf_counter()
        staff = hire(office)
        gather(office, staff, number)
        yield f"{number:,} tasks, of which one in five is open, were written in {perf_counter() - began:.0f} s."
        # The mail that confirms the pattern's submission is no part of a sweep that finds nothing.
        deliver_due_messages(office)
        timed = list(_timed(office, driver, staff, single, REPETITIONS))
        yield from table.lines(f"Lists of {number:,} tasks on {place.name}", HEAD, list(_by_view(timed)))
        yield from table.lines("The same, by filter", HEAD, list(_by_filter(timed)))
        pairs = list(_timed(office, driver, staff, paired, REPETITIONS_OF_PAIRS))
        worst = sorted(pairs, key=attrgetter("median"), reverse=True)[:WORST]
        title = f"The worst of {len(pairs)} lists with two filters"
        yield from table.lines(title, HEAD, [_row(each.list_.filters, [each]) for each in worst])
        yield from table.lines(
            "Beside the lists",
            ("", "p50 ms", "p99 ms", "CPU p50 ms", "CPU p99 ms"),
            list(_others(office, driver, staff)),
        )


def reads(office: Office, staff: Staff) -> dict[str, Read]:
    """Return every list with one filter at most, as the page asks for it, by name."""
    found: dict[str, Read] = {}
    with office.database.reading() as connection:
        for reader in readers(office, staff).actors.items():
            for each in single(office, connection, reader, staff):
                name = ", ".join(filter(None, (each.who, each.view, each.filters, each.order)))
                found[name] = lambda connection, each=each: _page(connection, each)  # type: ignore[misc] # bound now
    return found


def _page(connection: Connection, each: OfferedList) -> object:
    return inbox.page(connection, each.wanted, limit=inbox.PAGE + 1)


def _timed(
    office: Office, driver: Driver, staff: Staff, lists: Callable[..., Iterator[OfferedList]], repetitions: int
) -> Iterator[Timed]:
    with office.database.reading() as connection:
        for reader in readers(office, staff).actors.items():
            for each in lists(office, connection, reader, staff):
                said = _said(office, connection, lambda connection, each=each: _page(connection, each))  # type: ignore[misc] # bound now
                yield Timed(each, tuple(_repeated(driver, said, repetitions)))


def _said(office: Office, connection: Connection, read: Read) -> list[Statement]:
    """Hear what a page asks once its counts are remembered, as in a process that has been at work for a while."""
    read(connection)
    with listening(office.database) as heard:
        read(connection)
    return heard.statements


def _repeated(driver: Driver, said: Sequence[Statement], repetitions: int) -> list[Took]:
    def again() -> None:
        for statement in said:
            driver.read(statement)

    with driver.reading():
        for _ in range(WARM):
            again()
        return times(again, repetitions)


def _by_view(timed: Sequence[Timed]) -> Iterator[table.Row]:
    for who, view in dict.fromkeys((each.list_.who, each.list_.view) for each in timed):
        yield _row(f"{who}: {view}", [each for each in timed if (each.list_.who, each.list_.view) == (who, view)])


def _by_filter(timed: Sequence[Timed]) -> Iterator[table.Row]:
    for name in dict.fromkeys(each.list_.filters for each in timed):
        yield _row(name or "no filter", [each for each in timed if each.list_.filters == name])


def _row(name: str, timed: Sequence[Timed]) -> table.Row:
    slowest = max(timed, key=attrgetter("median"))
    where = f"{slowest.list_.who}: {slowest.list_.view}, {slowest.list_.filters or '-'}, by {slowest.list_.order}"
    took = _told([took for each in timed for took in each.took])
    return name, str(len(timed)), *took, f"{slowest.median * 1000:.2f}", where


def _told(took: Sequence[Took]) -> tuple[str, ...]:
    seconds, processor = [each.seconds for each in took], [each.processor for each in took]
    return tuple(milliseconds(values, share) for values in (seconds, processor) for share in (0.5, 0.99))


def _others(office: Office, driver: Driver, staff: Staff) -> Iterator[table.Row]:
    with office.database.reading() as connection:
        for who, actor in readers(office, staff).actors.items():
            every = list(views(office, actor, seen_by(connection, actor), office.now()).values())
            for name, read in (
                ("where tasks stand", lambda connection, actor=actor: seen_by(connection, actor)),
                ("numbers of all views", lambda connection, every=every: numbers(connection, every, COUNTED)),
            ):
                yield f"{who}: {name}", *_told(_repeated(driver, _said(office, connection, read), REPETITIONS))
    yield "worker, nothing due", *_told(times(lambda: _sweep(office), REPETITIONS))


def _sweep(office: Office) -> None:
    """Do what a worker does each second; raises where something was due after all."""
    if done := fire_due_timers(office) + deliver_due_messages(office):
        raise AssertionError(f"{done} things were due")
