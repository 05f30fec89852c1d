"""Withdraw an internal note: nobody is shown it any more, and the journal keeps what it said."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_visible
from persistence import cases, journal, mentions, task_reading


def withdraw_note(office: Office, actor: Actor, task_id: UUID, note_id: UUID) -> None:
    """Withdraw a note of one's own from a case, as long as one may read it. Raises Missing."""
    until_first(lambda: _attempt(office, actor, task_id, note_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, note_id: UUID) -> bool | None:
    now, command_id = office.now(), uuid5(note_id, "tarik")
    with office.database.reading() as connection:
        found = require_visible(actor, task_reading.read_for_completion(connection, task_id, command_id))
        written = journal.find_command(connection, note_id)
    is_own = written is not None and written.actor_id is not None and written.actor_id == actor.account_id
    if written is None or not is_own or (written.case_id, written.kind) != (found.case.id, "note_written"):
        raise Missing
    if found.answered_seq is not None:
        return True
    case = open_case(office, found.case)
    entry = steps.person_entry("note_withdrawn", actor, found.task, now, note=str(note_id))
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        journal.append(connection, found.case.id, found.end, case.key, replace(entry, command_id=command_id))
        mentions.forget(connection, note_id, now)
    return True
