"""Refuse to pass a question on to the reporter; whoever asked reads why."""

from __future__ import annotations

from uuid import UUID

from app import conversation
from app.actions import case_step, correspondence
from app.actions.attempts import until_first
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import messages
from persistence.messages import TO_REPORTER


def refuse_question(office: Office, actor: Actor, message_id: UUID, reason: str, command_id: UUID) -> None:
    """Leave a waiting question at the front desk. Raises Missing, CaseEnded or ChangedMeanwhile."""
    until_first(lambda: _attempt(office, actor, message_id, reason, command_id))


def _attempt(office: Office, actor: Actor, message_id: UUID, reason: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        at_desk = correspondence.at_desk(office, connection, actor, message_id, command_id)
    if at_desk.is_done:
        return True
    message = at_desk.message
    if message.direction != TO_REPORTER or message.task_id is None:
        raise Missing
    note = conversation.sealed_note(at_desk.case, message_id, reason)
    acting = case_step.in_place_at(actor, message.inbox_key)
    found, key = at_desk.found, at_desk.case.key
    entry = case_step.entry(
        "question_refused", actor, now, command_id, message=str(message_id), reason=reason, **acting
    )
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, key, entry):
            return None
        messages.save(connection, message.handled("refused", now, actor.account_id, note))
        messages.mark_task(connection, message.task_id)
    return True
