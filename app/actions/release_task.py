"""Release a task: it goes back to its lane's inbox, with its draft."""

from __future__ import annotations

from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_owner, require_work
from persistence import cases, journal, task_reading, tasks


def release_task(office: Office, actor: Actor, task_id: UUID) -> None:
    """Give a task of this person back. Raises Missing, TaskGone, TaskTaken or NotAllowed."""
    until_first(lambda: _attempt(office, actor, task_id))


def _attempt(office: Office, actor: Actor, task_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id))
    require_owner(actor, found)
    case = open_case(office, found.case)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        if actor.account_id is None or not tasks.release(connection, task_id, actor.account_id):
            raise NotAllowed
        entry = steps.person_entry("task_released", actor, found.task, now)
        journal.append(connection, case.case_id, found.end, case.key, entry)
    return True
