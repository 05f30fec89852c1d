"""Run the day, and tell how long people waited and whether everything is where it should be."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app import clock
from app.bench import table
from app.bench.day import judgment, staff, visitors
from app.bench.day.browser import Browser, Visit
from app.bench.day.judgment import Verdict
from app.bench.day.office import answers, fill, hire, ways_of
from app.bench.day.server import served
from app.bench.day.staff import Answers, Done, Pace
from app.bench.office import furnished, opened
from app.bench.places import Place
from app.bench.timing import milliseconds
from app.office import Office
from persistence import tasks, units

HEAD = ("", "requests", "p50 ms", "p95 ms", "p99 ms", "max ms", "kB p50")
CITIZENS = 5  # They come while a person of staff does one task.
GREETING = 0.15  # Seconds that each person has to log in before the hour begins.


@dataclass(frozen=True)
class Load:
    """How large the office is, and into how many minutes its hour is compressed."""

    staff: int
    cases: int
    minutes: float
    rounds: int = 12  # A task every five minutes.
    processes: int = 2
    threads: int = 4

    @property
    def title(self) -> str:
        """Say what is measured."""
        return (
            f"{self.staff} people, {self.cases} open cases, one hour in {self.minutes:g} minutes "
            f"({self.processes} processes of {self.threads} threads)"
        )


class DayFailed(Exception):
    """Something got lost, doubled or broken on the day; the report says what."""


@dataclass(frozen=True)
class Day:
    """What was seen in the browsers, and what is in the database afterwards."""

    visits: Sequence[Visit]
    seconds: float
    verdicts: Sequence[Verdict]


def report(place: Place, load: Load) -> Iterator[str]:
    """Live through the day, and tell. Raises DayFailed after the last line when something does not hold."""
    day = live(place, load)
    kinds = sorted({visit.kind for visit in day.visits})
    rows = [_row(kind, [visit for visit in day.visits if visit.kind == kind]) for kind in kinds]
    yield from table.lines(f"A day on {place.name}: {load.title}", HEAD, [*rows, _row("all", day.visits)])
    rate = len(day.visits) / day.seconds
    yield f"{rate:.0f} requests a second over {day.seconds:.0f} s"
    held = [(verdict.what, verdict.found, "yes" if verdict.holds else "NO") for verdict in day.verdicts]
    yield from table.lines("", ("what must hold", "found", "holds"), held)
    if not all(verdict.holds for verdict in day.verdicts):
        raise DayFailed


def live(place: Place, load: Load) -> Day:
    """Fill an office, serve it, let everybody work for an hour, and judge what came of it."""
    url = furnished(place)
    fill(url, load.cases)
    with opened(url, clock.now) as office, tempfile.TemporaryDirectory(prefix="tanggap-day-") as folder:
        people = hire(office, load.staff)
        written = answers(ways_of(office, _first_unit(office)))
        with office.database.reading() as connection:
            before = judgment.count(connection)
        since = clock.now()
        visits: list[Visit] = []
        with served(url, Path(folder), load.processes, load.threads) as server:
            began = time.monotonic()
            done, sent = _hour(office, load, [each.login for each in people], written, (server.port, visits))
            seconds = time.monotonic() - began
        with office.database.reading() as connection:
            verdicts = list(judgment.judge(connection, before, since, (done, sent), visits, server.failures()))
    return Day(visits, seconds, verdicts)


def _hour(
    office: Office, load: Load, logins: Sequence[str], written: Answers, where: tuple[int, list[Visit]]
) -> tuple[list[Done], int]:
    """Let everybody work at once; return what staff were told is done, and how many complaints were sent."""
    port, visits = where
    each = load.minutes * 60 / load.rounds
    begins = time.monotonic() + GREETING * len(logins)

    def row_of(task_id: UUID) -> str:
        with office.database.reading() as connection:
            task = tasks.read(connection, task_id)
        return task.row_number if task else ""

    def at_work(place: int) -> list[Done]:
        # People do not press their buttons all at the same moment.
        pace = Pace(begins + each * place / len(logins), load.rounds, each)
        return staff.work(Browser(port, visits), logins[place], pace, written, row_of)

    with ThreadPoolExecutor(len(logins) + 2) as threads:
        coming = threads.submit(visitors.citizens, port, visits, Pace(begins, CITIZENS * load.rounds, each / CITIZENS))
        threads.submit(visitors.supervisor, port, visits, Pace(begins, load.rounds // 2, 2 * each))
        done = [each for person in threads.map(at_work, range(len(logins))) for each in person]
    return done, coming.result()


def _first_unit(office: Office) -> int:
    with office.database.reading() as connection:
        return units.every(connection)[0].id


def _row(kind: str, visits: Sequence[Visit]) -> table.Row:
    seconds = [visit.seconds for visit in visits]
    return (
        kind,
        str(len(visits)),
        *(milliseconds(seconds, share) for share in (0.5, 0.95, 0.99, 1)),
        f"{sorted(visit.bytes for visit in visits)[len(visits) // 2] / 1024:.1f}",
    )
