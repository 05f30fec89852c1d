"""Claim a task: it becomes one person's own until she releases it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import NotAllowed, TaskTaken
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_open, require_work
from persistence import cases, journal, task_reading, tasks


def claim_task(office: Office, actor: Actor, task_id: UUID, command_id: UUID | None = None) -> None:
    """Make an open task of this person's lanes her own; a task that is hers already stays so.

    What belongs to somebody for whom she stands in becomes hers too, with the draft that was begun.
    The journal keeps `command_id`, by which somebody who asked for any task finds the one she got.
    Raises Missing, TaskGone, TaskTaken or NotAllowed.
    """
    until_first(lambda: _attempt(office, actor, task_id, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, command_id: UUID | None) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id))
    require_open(actor, found)
    if actor.account_id is None:
        raise NotAllowed
    if found.task.owner_id == actor.account_id:
        return True
    case = open_case(office, found.case)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        # The case has not moved on, so a task of the absent person is still hers.
        take = tasks.reassign if actor.takes_over(found.task) else tasks.claim
        if not take(connection, task_id, actor.account_id, now):
            raise TaskTaken(found.owner_name or "", found.task.claimed_at)
        entry = steps.person_entry("task_claimed", actor, found.task, now)
        journal.append(connection, case.case_id, found.end, case.key, replace(entry, command_id=command_id))
    return True
