"""Add evidence to a running case: one more dated document, for everybody who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from app import case_additions
from app.actions import case_step, reporter_files
from app.actions.attach_file import Posted
from app.actions.attempts import until_first
from app.actions.complete_task import Raw
from app.case_file import open_case
from app.errors import CaseEnded
from app.office import Office
from app.security.actor import Actor
from forms.schema import Form
from persistence import attachments, documents
from persistence.cases import Case
from persistence.documents import seal_document


def add_evidence(
    office: Office, actor: Actor, case_id: UUID, form: Form, raw: Raw, files: Sequence[Posted], command_id: UUID
) -> None:
    """Keep files with the reporter's case until it is answered.

    Raises Missing, CaseEnded, or FieldErrors for files that the office does not accept.
    """
    until_first(lambda: _attempt(office, actor, case_id, form, raw, files, command_id))


def require_unanswered(case: Case) -> None:
    """Check that a case runs and is not answered yet. Raises CaseEnded."""
    case_step.require_running(case)
    if case.answered_at is not None:
        raise CaseEnded(None)


def _attempt(
    office: Office, actor: Actor, case_id: UUID, form: Form, raw: Raw, files: Sequence[Posted], command_id: UUID
) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, command_id)
    if found.answered_seq is not None:
        return True
    require_unanswered(found.case)
    case = open_case(office, found.case)
    entry = case_step.reporters_entry("evidence_added", actor, found.case, now, command_id)
    given = reporter_files.check(form, case, raw, files, now, entry.actor_id, office.settings.upload_max_mb)
    document = seal_document(case.key, uuid5(command_id, "document"), case_additions.EVIDENCE, given.answers)
    facts = {"document": str(document.id), "sha256": document.sha256, "files": len(given.files)}
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, case.key, replace(entry, payload=facts)):
            return None
        for file, sealed in given.files:
            attachments.add(connection, file, sealed)
        documents.add(connection, case_id, [document], task_id=None, at=now, by=entry.actor_id)
    return True
