"""Pass a message on: a question to the reporter, or what she wrote to whoever works on her case."""

from __future__ import annotations

from uuid import UUID

from app import conversation
from app.actions import case_step, correspondence, notices
from app.actions.attempts import until_first
from app.office import Office
from app.security.actor import Actor
from persistence import messages
from persistence.messages import TO_REPORTER


def pass_on_message(office: Office, actor: Actor, message_id: UUID, text: str, command_id: UUID) -> None:
    """Pass a waiting message on, in these words where they differ from its own; both are kept.

    What the reporter wrote stays as she wrote it. Raises Missing, CaseEnded or ChangedMeanwhile.
    """
    until_first(lambda: _attempt(office, actor, message_id, text, command_id))


def _attempt(office: Office, actor: Actor, message_id: UUID, text: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        at_desk = correspondence.at_desk(office, connection, actor, message_id, command_id)
    if at_desk.is_done:
        return True
    message, case = at_desk.message, at_desk.case
    is_question = message.direction == TO_REPORTER
    is_reworded = is_question and text not in {"", conversation.opened(case, message, {}).text}
    note = conversation.sealed_note(case, message_id, text) if is_reworded else None
    entry = case_step.entry(
        "question_passed_on" if is_question else "message_passed_on",
        actor,
        now,
        command_id,
        message=str(message_id),
        reworded=is_reworded,
        **case_step.in_place_at(actor, message.inbox_key),
    )
    with office.database.transaction() as connection:
        if not case_step.write(connection, at_desk.found, case.key, entry):
            return None
        messages.save(connection, message.handled("forwarded", now, actor.account_id, note))
        if is_question:
            notices.to_reporter(office, connection, at_desk.found.case, "message", {}, now)
    return True
