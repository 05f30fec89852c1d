"""Answer what the reporter wrote, from the front desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from app import conversation
from app.actions import case_step, correspondence, notices
from app.actions.attempts import until_first
from app.actions.correspondence import AtDesk
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import messages
from persistence.messages import TO_OFFICE, TO_REPORTER, CaseMessage


def reply_to_reporter(office: Office, actor: Actor, message_id: UUID, text: str, command_id: UUID) -> None:
    """Answer a waiting message of the reporter. Raises Missing, CaseEnded or ChangedMeanwhile."""
    until_first(lambda: _attempt(office, actor, message_id, text, command_id))


def _attempt(office: Office, actor: Actor, message_id: UUID, text: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        at_desk = correspondence.at_desk(office, connection, actor, message_id, command_id)
    if at_desk.is_done:
        return True
    message, found = at_desk.message, at_desk.found
    if message.direction != TO_OFFICE:
        raise Missing
    reply = _reply(at_desk, actor, text, uuid5(command_id, "message"), now)
    acting = case_step.in_place_at(actor, message.inbox_key)
    entry = case_step.entry("reply_written", actor, now, command_id, message=str(reply.id), **acting)
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, at_desk.case.key, entry):
            return None
        messages.save(connection, message.handled("answered", now, actor.account_id))
        messages.add(connection, reply)
        notices.to_reporter(office, connection, found.case, "message", {}, now)
    return True


def _reply(at_desk: AtDesk, actor: Actor, text: str, message_id: UUID, now: datetime) -> CaseMessage:
    return CaseMessage(
        id=message_id,
        case_id=at_desk.case.case_id,
        task_id=None,
        reply_to=at_desk.message.id,
        direction=TO_REPORTER,
        state="forwarded",
        inbox_key=at_desk.message.inbox_key,
        author_id=actor.account_id,
        sealed=conversation.sealed(at_desk.case, message_id, text),
        sealed_note=None,
        created_at=now,
        handled_at=now,
        handled_by=actor.account_id,
    )
