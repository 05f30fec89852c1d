"""Completions by SpiffWorkflow as its documentation shows: the whole case, with its spec, as one JSON text."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import IO, Any
from uuid import UUID

from app.bench.completions import Completion, Start
from app.bench.driver import Driver, Statement
from app.bench.office import opened
from app.bench.play import COMPLAINT, Part, parts
from persistence import database
from processes import diagram
from processes.sop import Sop

_TABLE = "CREATE TABLE documented_cases (id VARCHAR(36) PRIMARY KEY, state TEXT NOT NULL)"


class Documented:
    """The process in which an untouched SpiffWorkflow runs; our engine repairs the one of this process."""

    def __init__(self, pipe: tuple[IO[str], IO[str]]) -> None:
        """Talk through these ends of its pipes."""
        self._input, self._output = pipe

    def ask(self, state: str | None, documents: Mapping[str, Any]) -> tuple[str, float]:
        """Start a case, or complete its open task; return the new state and the seconds that it took there.

        The seconds leave out the pipe, which an application of one process would not have.
        """
        print(json.dumps({"state": state, "documents": documents}), file=self._input, flush=True)
        answer = json.loads(self._output.readline())
        return answer["state"], answer["seconds"]


@contextmanager
def running() -> Iterator[Documented]:
    """Run SpiffWorkflow on the packaged diagram, as documented, in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".bpmn") as file:
        file.write(diagram.seed())
        file.flush()
        command = [sys.executable, "-m", "processes.spiff.as_documented", file.name]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 (our own module)
            if process.stdin is None or process.stdout is None:
                raise OSError("A process was started without pipes")
            yield Documented((process.stdin, process.stdout))


def as_documented(begin: Start, spiff: Documented) -> list[Completion]:
    """Work as many cases through the same rows, each step loaded from the database and saved in one commit.

    Nothing else is written: no task, no due time, no document, no journal, no permission is asked for.
    """
    url = begin.place.copy(begin.url)
    with opened(url) as office:
        todo, sop = parts(office), diagram.read(diagram.seed()).sop
    connected = database.connect(url)
    try:
        driver = Driver(connected)
        driver.write([Statement(_TABLE, ())])
        for case_id in begin.case_ids:
            _begin(driver, spiff, case_id)
        return [_completed(driver, spiff, sop, part, case_id) for case_id in begin.case_ids for part in todo]
    finally:
        connected.close()


def _begin(driver: Driver, spiff: Documented, case_id: UUID) -> None:
    """Bring a case to where the others begin: the citizen has sent her complaint."""
    started, _ = spiff.ask(None, {})
    submitted, _ = spiff.ask(started, {"data_pemberi_aduan": COMPLAINT})
    insert = f"INSERT INTO documented_cases (id, state) VALUES ({driver.mark}, {driver.mark})"  # noqa: S608 (the marks)
    driver.write([Statement(insert, (str(case_id), submitted))])


def _completed(driver: Driver, spiff: Documented, sop: Sop, part: Part, case_id: UUID) -> Completion:
    # Only what was filled in: the application's documents also hold what they carry over, which would cost more.
    outputs = next(row.outputs for row in sop.rows if row.number == part.row)
    answers = {name: value for name, (value,) in part.raw.items()}
    select = Statement(f"SELECT state FROM documented_cases WHERE id = {driver.mark}", (str(case_id),))  # noqa: S608
    began = perf_counter()
    ((before,),) = driver.read(select)
    read = perf_counter() - began
    after, computed = spiff.ask(before, dict.fromkeys(outputs, answers))
    sql = f"UPDATE documented_cases SET state = {driver.mark} WHERE id = {driver.mark}"  # noqa: S608
    update = Statement(sql, (after, str(case_id)))
    began = perf_counter()
    driver.write([update])
    seconds = read + computed + perf_counter() - began
    return Completion(part.row, seconds, (select, update), 1, len(after.encode()))
