"""Ask the reporter something: the question waits at the front desk, which alone knows who she is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from app import conversation, front_desk
from app.actions import notices, steps
from app.actions.attempts import until_first
from app.case_file import CaseFile, open_case
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_open, require_work
from persistence import cases, journal, messages, task_reading
from persistence.messages import TO_REPORTER, CaseMessage
from persistence.tasks import Task


def ask_reporter(office: Office, actor: Actor, task_id: UUID, text: str, command_id: UUID) -> None:
    """Ask a question for the sake of an open task. At the front desk itself it goes out at once.

    Raises Missing, TaskGone or TaskTaken. The task's clock goes on: the SOP knows no pause.
    """
    until_first(lambda: _attempt(office, actor, task_id, text, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, text: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id, command_id))
    if found.answered_seq is not None:
        return True
    require_open(actor, found)
    case = open_case(office, found.case)
    question = _question(case, found.task, actor, text, uuid5(command_id, "message"), now)
    entry = steps.person_entry("question_asked", actor, found.task, now, message=str(question.id))
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        messages.add(connection, question)
        messages.mark_task(connection, task_id)
        journal.append(connection, case.case_id, found.end, case.key, replace(entry, command_id=command_id))
        if question.state == "forwarded":
            notices.to_reporter(office, connection, found.case, "message", {}, now)
    return True


def _question(case: CaseFile, task: Task, actor: Actor, text: str, message_id: UUID, now: datetime) -> CaseMessage:
    question = CaseMessage(
        id=message_id,
        case_id=case.case_id,
        task_id=task.id,
        reply_to=None,
        direction=TO_REPORTER,
        state="waiting",
        inbox_key=front_desk.inbox_of(case.diagram.sop, case.unit_id),
        author_id=actor.account_id,
        sealed=conversation.sealed(case, message_id, text),
        sealed_note=None,
        created_at=now,
    )
    is_at_desk = question.inbox_key in actor.inbox_keys
    return question.handled("forwarded", now, actor.account_id) if is_at_desk else question
