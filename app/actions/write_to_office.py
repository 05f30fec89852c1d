"""The reporter writes: an answer to a question of the office, or something of her own accord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection

from app import conversation, front_desk
from app.actions import case_step, notices, reporter_files
from app.actions.attach_file import Posted
from app.actions.attempts import until_first
from app.actions.complete_task import Raw
from app.case_file import CaseFile, open_case
from app.errors import ChangedMeanwhile, Missing
from app.office import Office
from app.security.actor import Actor
from forms.schema import Form
from persistence import attachments, messages
from persistence.messages import TO_OFFICE, TO_REPORTER, CaseMessage


@dataclass(frozen=True)
class Sending:
    """What a reporter sends: the form, what she filled in, its files, and the question that she answers."""

    form: Form
    raw: Raw
    files: Sequence[Posted]
    question_id: UUID | None
    command_id: UUID


def write_to_office(office: Office, actor: Actor, case_id: UUID, sending: Sending) -> None:
    """Keep what the reporter of a running case writes.

    An answer reaches whoever asked and the front desk; anything else waits at the front desk, which passes it on.
    Raises Missing, CaseEnded, ChangedMeanwhile where the question is answered already, or FieldErrors.
    """
    until_first(lambda: _attempt(office, actor, case_id, sending))


def _attempt(office: Office, actor: Actor, case_id: UUID, sending: Sending) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, sending.command_id)
        if found.answered_seq is not None:
            return True
        case_step.require_running(found.case)
        question = _question(connection, case_id, sending.question_id)
    case = open_case(office, found.case)
    written = case_step.reporters_entry("message_written", actor, found.case, now, sending.command_id)
    max_mb = office.settings.upload_max_mb
    given = reporter_files.check(sending.form, case, sending.raw, sending.files, now, written.actor_id, max_mb)
    files = [str(file.id) for file, _ in given.files]
    message = _message(case, question, str(given.answers["pesan"]), files, uuid5(sending.command_id, "message"), now)
    written = replace(written, payload={"message": str(message.id), "files": files})
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, case.key, written):
            return None
        for file, sealed in given.files:
            attachments.add(connection, file, sealed)
        messages.add(connection, message)
        if question is not None:
            messages.save(connection, replace(question, state="answered"))
        if question is not None and question.task_id is not None:
            messages.mark_task(connection, question.task_id)
            told = {"number": found.case.number, "path": f"/tugas/{question.task_id}"}
            notices.to_account(office, connection, question.author_id or 0, "reporter_answered", told, now, case_id)
    return True


def _question(connection: Connection, case_id: UUID, question_id: UUID | None) -> CaseMessage | None:
    """Find the question that is answered, where there is one and it still waits."""
    if question_id is None:
        return None
    question = messages.read(connection, question_id)
    if question is None or question.case_id != case_id or question.direction != TO_REPORTER:
        raise Missing
    if question.state == "answered":
        raise ChangedMeanwhile
    if question.state != "forwarded":
        raise Missing
    return question


def _message(
    case: CaseFile, question: CaseMessage | None, text: str, files: Sequence[str], message_id: UUID, now: datetime
) -> CaseMessage:
    return CaseMessage(
        id=message_id,
        case_id=case.case_id,
        task_id=None,
        reply_to=question.id if question else None,
        direction=TO_OFFICE,
        state="waiting",
        inbox_key=front_desk.inbox_of(case.diagram.sop, case.unit_id),
        author_id=None,
        sealed=conversation.sealed(case, message_id, text, files),
        sealed_note=None,
        created_at=now,
    )
