"""Count the deadlines of open tasks again after a change of the working calendar; finished tasks keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.containment import failure_of
from app.office import Office
from app.security.actor import SYSTEM
from persistence import cases, journal, tasks
from persistence.journal import Entry
from processes import engine
from processes.progress import Moment


@dataclass
class Follower:
    """Move deadlines when the calendar in force is another one than at the last look, which costs nothing else."""

    version: int | None = None

    def __call__(self, office: Office) -> int:
        """Follow the calendar; return how many cases moved."""
        version = office.catalogue.edited().calendar.version
        if version == self.version:
            return 0
        moved = move_deadlines(office)
        self.version = version
        return moved


def move_deadlines(office: Office) -> int:
    """Move the open tasks that were counted by an older version of the calendar. Returns how many cases moved.

    A case that cannot be moved keeps its deadlines and does not stop the others; the next sweep tries it again.
    """
    version = office.catalogue.edited().calendar.version
    with office.database.reading() as connection:
        behind = tasks.cases_counted_before(connection, version)
    moved: list[UUID] = []
    for case_id in behind:
        failure_of(partial(_move, office, case_id, moved), case=str(case_id))
    return len(moved)


def _move(office: Office, case_id: UUID, moved: list[UUID]) -> None:
    if until_first(lambda: _attempt(office, case_id)):
        moved.append(case_id)


def _attempt(office: Office, case_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = cases.read(connection, case_id)
        end = journal.position(connection, case_id)
    if found is None or found.status != "running" or found.sealed_key is None:
        return False
    case = open_case(office, found)
    progress = engine.reschedule(case.diagram, found.state, Moment(now, found.version + 1, case.calendar))
    if not progress.timers and not progress.moved:
        # Nothing happened to the case that its journal should tell; it is only not looked at again.
        with office.database.transaction() as connection:
            tasks.count_by(connection, case_id, case.calendar.version, ())
        return False
    moved = {str(task.id): task.due_at.isoformat() for task in progress.moved if task.due_at}
    entry = Entry(kind="timers_moved", at=now, recorded_at=now, actor_kind=SYSTEM.role, payload={"due": moved})
    step = steps.step(entry, case, progress)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, case_id, found.version, **steps.case_changes(case, progress, {})):
            return None
        steps.write(connection, case, [step], end, None)
        tasks.count_by(connection, case_id, case.calendar.version, [(task.id, task.due_at) for task in progress.moved])
    return True
