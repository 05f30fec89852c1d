"""Completions that do nothing but move a case: its state loaded, moved on, and saved in one commit.

No task, no due time, no document and no journal is written, and no permission asked for.
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from app.bench.completions import Completion, Start
from app.bench.driver import Driver, Statement, bare
from app.bench.office import opened
from app.bench.play import Part, parts
from app.bench.timing import Took, measured

_TABLE = "CREATE TABLE bench_states (id VARCHAR(36) PRIMARY KEY, state TEXT NOT NULL)"


class Engine(Protocol):
    """What moves a case, and tells how long it took."""

    def submit(self, case_id: UUID) -> str:
        """Start a case and complete its first row; return its state."""

    def step(self, case_id: UUID, state: str, part: Part) -> tuple[str, Took]:
        """Complete the open task of a case; return its new state and how long it took."""


def by_engine(begin: Start, engine: Engine) -> list[Completion]:
    """Work every case through its rows, one after the other."""
    url = begin.place.copy(begin.url)
    with opened(url) as office:
        todo = parts(office)
    with bare(url) as driver:
        driver.write([Statement(_TABLE, ())])
        for case_id in begin.case_ids:
            insert = f"INSERT INTO bench_states (id, state) VALUES ({driver.mark}, {driver.mark})"  # noqa: S608 (marks)
            driver.write([Statement(insert, (str(case_id), engine.submit(case_id)))])
        return [_completed(driver, engine, part, case_id) for case_id in begin.case_ids for part in todo]


def _completed(driver: Driver, engine: Engine, part: Part, case_id: UUID) -> Completion:
    select = Statement(f"SELECT state FROM bench_states WHERE id = {driver.mark}", (str(case_id),))  # noqa: S608 (a mark)
    (((before,),), reading) = measured(lambda: driver.read(select))
    after, computing = engine.step(case_id, before, part)
    sql = f"UPDATE bench_states SET state = {driver.mark} WHERE id = {driver.mark}"  # noqa: S608 (marks)
    update = Statement(sql, (after, str(case_id)))
    _, writing = measured(lambda: driver.write([update]))
    return Completion(part.row, reading + computing + writing, (select, update), 1, len(after.encode()))
