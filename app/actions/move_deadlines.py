"""Count the deadlines of open tasks again after a change of the working calendar; finished tasks keep theirs."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.office import Office
from app.security.actor import SYSTEM
from persistence import cases, journal, tasks
from persistence.journal import Entry
from processes import engine
from processes.progress import Moment


def move_deadlines(office: Office) -> int:
    """Move the open tasks that were counted by an older version of the calendar. Returns how many cases moved."""
    version = office.catalogue.edited().calendar.version
    with office.database.reading() as connection:
        behind = tasks.cases_counted_before(connection, version)
    return sum(until_first(partial(_attempt, office, case_id)) for case_id in behind)


def _attempt(office: Office, case_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = cases.read(connection, case_id)
        end = journal.position(connection, case_id)
    if found is None or found.status != "running" or found.sealed_key is None:
        return False
    case = open_case(office, found)
    progress = engine.reschedule(case.diagram, found.state, Moment(now, found.version + 1, case.calendar))
    moved = {str(task.id): task.due_at.isoformat() for task in progress.moved if task.due_at}
    entry = Entry(kind="timers_moved", at=now, recorded_at=now, actor_kind=SYSTEM.role, payload={"due": moved})
    step = steps.step(entry, case, progress)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, case_id, found.version, **steps.case_changes(case, progress, {})):
            return None
        steps.write(connection, case, [step], end, None)
        tasks.count_by(connection, case_id, case.calendar.version, [(task.id, task.due_at) for task in progress.moved])
    return True
