"""Open who the reporter is, for a reason that stays in the journal."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_owner, require_work
from app.task_form import open_form
from persistence import cases, journal, task_reading


def reveal_identity(office: Office, actor: Actor, task_id: UUID, reason: str, command_id: UUID) -> None:
    """Write down why the owner of a task looks at the covered identity; only then may the page show it.

    Raises Missing where nothing is covered, TaskGone, TaskTaken or NotAllowed.
    """
    until_first(lambda: _attempt(office, actor, task_id, reason, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, reason: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id, command_id))
        if found.answered_seq is not None:
            return True
        require_owner(actor, found)
        form = open_form(office, connection, found)
    if not form.covered:
        raise Missing
    entry = steps.person_entry("identity_revealed", actor, found.task, now, reason=reason)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        journal.append(connection, found.case.id, found.end, form.case.key, replace(entry, command_id=command_id))
    return True
