"""“Belum selesai”: close an answered case and continue it, once, as a linked case that skips what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

import forms.answers
import forms.schema
from app.actions import complete_task, new_case, notices
from app.actions.attempts import until_first
from app.actions.complete_task import Completed, Raw, Work
from app.actions.new_case import Hand, Opening
from app.actions.steps import Step
from app.attached_files import resealed
from app.case_file import CaseFile
from app.complaint_draft import ComplaintForm
from app.contact_index import hashes_of
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from persistence import attachments, documents, outbox, sealing
from persistence.attachments import Attachment
from persistence.documents import open_document

NOT_SOLVED = "belum_selesai"
Contents = Mapping[str, Mapping[str, Any]]


def answer_case(office: Office, actor: Actor, task_id: UUID, raw: Raw, command_id: UUID) -> Completed:
    """Complete the reporter's last row; where she says that it is not solved, open the follow-up case with it.

    Raises as complete_task does.
    """
    return until_first(lambda: _attempt(office, actor, task_id, raw, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, raw: Raw, command_id: UUID) -> Completed | None:
    work = complete_task.judge(office, actor, task_id, raw, command_id)
    if isinstance(work, Completed):
        return work
    if work.result.decided.get("outcome") != NOT_SOLVED:
        return work.result if complete_task.write(office, work) else None
    now = office.now()
    with office.database.reading() as connection:
        follow_up = _follow_up(office, connection, work, now)
    with office.database.transaction() as connection:
        if not complete_task.write_work(connection, work):
            return None
        new_case.open_new_case(connection, office, follow_up.opening, now)
        for attachment, sealed in follow_up.files:
            attachments.add(connection, attachment, sealed)
        outbox.add(connection, work.messages)
    return work.result


@dataclass(frozen=True)
class _FollowUp:
    """A case that continues another, computed and not written yet."""

    opening: Opening
    files: tuple[tuple[Attachment, bytes], ...]


def _follow_up(office: Office, connection: Connection, work: Work, now: datetime) -> _FollowUp:
    """Compute the new case up to the row at which the SOP lets a case be continued."""
    before = work.found.case
    # The follow-up keeps the version of the SOP under which its documents were written.
    case = CaseFile(uuid5(before.id, "follow-up"), sealing.new_key(), work.case.diagram, None, work.case.calendar)
    sop = case.diagram.sop
    known = documents.latest(connection, before.id, [kind.id for kind in sop.documents])
    contents = {kind: open_document(work.case.key, document) for kind, document in known.items()}
    files = tuple(_copies(connection, work.case, case))
    renamed = {str(old): str(copy.id) for old, copy, _ in files}
    first = sop.row(sop.first_row)
    form = ComplaintForm(before.sop_version_id, case.diagram, first, forms.schema.load(first.form))
    decided = forms.answers.sets(form.form, contents[first.outputs[0]])
    opening = Opening(
        case=case,
        form=form,
        steps=_carried_over(work, case, _renamed(contents, renamed), now),
        decided={**decided, "visibility": before.visibility, "channel": before.channel},
        contact=notices.contact_of(contents[first.outputs[0]]),
        by=Hand(account_id=before.reporter_id),
        contacts=hashes_of(office, form.form, contents[first.outputs[0]]),
        follow_up_of=before.id,
        language=before.language,
    )
    return _FollowUp(opening, tuple((copy, sealed) for _, copy, sealed in files))


def _carried_over(work: Work, case: CaseFile, contents: Contents, now: datetime) -> tuple[Step, ...]:
    """Complete the rows before the one that continues, with the documents that the first case has of them."""
    before = work.found.case
    by = Hand(account_id=before.reporter_id)
    # The history of a follow-up begins with where it comes from; nobody fills in a form anew.
    begun, task = new_case.begin(case, now, now, replace(by, noted={"carried_from": before.number}))
    taken = [begun]
    while task.element_id != work.result.row.properties["lanjutan"]:
        row = case.diagram.sop.row(task.element_id)
        answers = _with_reason(row.form, contents[row.outputs[0]], work)
        step = new_case.complete_row(
            case,
            taken[-1],
            task,
            answers,
            now,
            seq=len(taken) + 1,
            kind="task_carried_over",
            by=by,
            carried_from=before.number,
        )
        taken.append(step)
        (task,) = step.progress.opened
    return tuple(taken)


def _with_reason(form_name: str, answers: Mapping[str, Any], work: Work) -> dict[str, Any]:
    """Tell the next officer why the case goes on, in the field that the form has for a note."""
    form = forms.schema.load(form_name)
    note = gettext(
        "Lanjutan dari %(number)s. Menurut pelapor belum selesai: %(reason)s",
        number=work.found.case.number,
        reason=work.result.decided.get("follow_up_reason", ""),
    )
    fields = [name for name, rule in form.properties.items() if rule.get("x-sets") == "intake_note"]
    return {**answers, **dict.fromkeys(fields, note)}


def _copies(connection: Connection, old: CaseFile, new: CaseFile) -> list[tuple[UUID, Attachment, bytes]]:
    """Copy the first row's files under new ids, sealed with the key of the new case."""
    copies = []
    for file in attachments.of_case(connection, old.case_id):
        sealed = attachments.read_sealed(connection, file.id)
        if sealed is not None:
            copy, content = resealed(old.key, new.key, file, sealed, uuid5(new.case_id, str(file.id)))
            copies.append((file.id, replace(copy, case_id=new.case_id, task_id=None, draft_id=None), content))
    return copies


def _renamed(contents: Contents, renamed: Mapping[str, str]) -> Contents:
    """Name the copies of files instead of the originals."""
    return {
        kind: {
            name: [renamed.get(item, item) for item in value] if isinstance(value, list) else value
            for name, value in content.items()
        }
        for kind, content in contents.items()
    }
