"""Completions: the application's own action, and the very same statements without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.actions.complete_task import complete_task
from app.bench.driver import Driver, Heard, Statement, bare, listening
from app.bench.office import furnished, opened
from app.bench.places import Place
from app.bench.play import Part, acting, open_task, parts, state_bytes, submit
from app.bench.timing import Took, measured
from app.office import Office


@dataclass(frozen=True)
class Completion:
    """One row done: how long it took, what the database was told, and how large the state was afterwards."""

    row: str
    took: Took
    statements: tuple[Statement, ...]
    commits: int
    state_bytes: int


@dataclass(frozen=True)
class Start:
    """A database in which cases wait for their second row; every contestant begins in a copy of it."""

    place: Place
    url: str
    case_ids: tuple[UUID, ...]
    state_bytes: int


def start(place: Place, number: int) -> Start:
    """Submit cases in a new office."""
    url = furnished(place)
    with opened(url) as office:
        case_ids = tuple(submit(office) for _ in range(number))
        size = state_bytes(office, case_ids[0])
    return Start(place, url, case_ids, size)


def through_the_application(begin: Start) -> list[Completion]:
    """Work every case through its rows, one after the other, by the action that the pages call."""
    with opened(begin.place.copy(begin.url)) as office:
        todo = parts(office)
        # A process reads these once, and again after ten seconds: they are no part of a completion.
        office.catalogue.diagram_in_force()
        with listening(office.database) as heard:
            return [_completed(office, part, case_id, heard) for case_id in begin.case_ids for part in todo]


def without_the_application(begin: Start, done: Sequence[Completion]) -> list[Completion]:
    """Say the same statements again to a database in the same state, through the bare driver: the floor."""
    with bare(begin.place.copy(begin.url)) as driver:
        return [_repeated(driver, completion) for completion in done]


def _completed(office: Office, part: Part, case_id: UUID, heard: Heard) -> Completion:
    task_id, by, command_id = open_task(office, case_id), acting(part, case_id), uuid4()
    said, committed = len(heard.statements), heard.commits
    _, took = measured(lambda: complete_task(office, by, task_id, part.raw, command_id))
    statements = tuple(heard.statements[said:])
    commits = heard.commits - committed
    return Completion(part.row, took, statements, commits, state_bytes(office, case_id))


def _repeated(driver: Driver, completion: Completion) -> Completion:
    reads = [statement for statement in completion.statements if statement.only_reads]
    writes = [statement for statement in completion.statements if not statement.only_reads]
    _, reading = measured(lambda: [driver.read(statement) for statement in reads])
    _, writing = measured(lambda: driver.write(writes))
    return Completion(completion.row, reading + writing, completion.statements, 1, completion.state_bytes)
