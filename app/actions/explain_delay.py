"""Write down why a task is late: its owner says so herself, or a supervisor does."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_hand_over
from persistence import cases, journal, task_reading
from processes.working_time import is_late


class NotLate(Exception):
    """The standard time of this task has not passed."""


def explain_delay(office: Office, actor: Actor, task_id: UUID, reason: str, command_id: UUID) -> None:
    """Keep the reason in the case's journal, where it is sealed; a later reason stands beside the first.

    Raises Missing, TaskGone, TaskTaken, NotAllowed or NotLate.
    """
    until_first(lambda: _attempt(office, actor, task_id, reason, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, reason: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        # Whoever may hand a task over answers for it, and so may say why it is late.
        found = require_hand_over(actor, task_reading.read_for_completion(connection, task_id, command_id))
    if found.answered_seq is not None:
        return True
    if found.task.due_at is None or not is_late(found.task.due_at, now):
        raise NotLate
    case = open_case(office, found.case)
    entry = steps.person_entry("delay_explained", actor, found.task, now, reason=reason)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        journal.append(connection, case.case_id, found.end, case.key, replace(entry, command_id=command_id))
    return True
