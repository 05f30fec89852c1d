"""Take note of what the reporter wrote; it goes no further than the front desk."""

from __future__ import annotations

from uuid import UUID

from app.actions import case_step, correspondence
from app.actions.attempts import until_first
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import messages
from persistence.messages import TO_OFFICE


def note_message(office: Office, actor: Actor, message_id: UUID, command_id: UUID) -> None:
    """Put a waiting message of the reporter away as read. Raises Missing, CaseEnded or ChangedMeanwhile."""
    until_first(lambda: _attempt(office, actor, message_id, command_id))


def _attempt(office: Office, actor: Actor, message_id: UUID, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        at_desk = correspondence.at_desk(office, connection, actor, message_id, command_id)
    if at_desk.is_done:
        return True
    message, found = at_desk.message, at_desk.found
    if message.direction != TO_OFFICE:
        raise Missing
    acting = case_step.in_place_at(actor, message.inbox_key)
    entry = case_step.entry("message_noted", actor, now, command_id, message=str(message_id), **acting)
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, at_desk.case.key, entry):
            return None
        messages.save(connection, message.handled("noted", now, actor.account_id))
    return True
