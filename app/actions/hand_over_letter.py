"""Note that the reporter, or whoever fetched it for her, was given the printed answer."""

from __future__ import annotations

from uuid import UUID

from app import front_desk
from app.actions import case_step
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import case_reading, letters


def hand_over_letter(office: Office, actor: Actor, case_id: UUID, command_id: UUID) -> None:
    """Mark the letter of a case as handed over; one that was before stays so. Raises Missing or Erased."""
    until_first(lambda: _attempt(office, actor, case_id, command_id))


def _attempt(office: Office, actor: Actor, case_id: UUID, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_reading.read(connection, case_id, command_id)
        waits = letters.waits(connection, case_id)
    if found is None:
        raise Missing
    case = open_case(office, found.case)
    inbox_key = front_desk.inbox_of(case.diagram.sop, found.case.unit_id)
    if inbox_key not in actor.inbox_keys or found.case.answered_at is None:
        raise Missing
    if not waits:
        return True
    acting = case_step.in_place_at(actor, inbox_key)
    entry = case_step.entry("letter_handed_over", actor, now, command_id, **acting)
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, case.key, entry):
            return None
        letters.hand_over(connection, case_id, now, actor.account_id)
    return True
