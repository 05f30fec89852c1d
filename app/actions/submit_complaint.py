"""Submit a complaint: row 1 is done, the case gets its number, and the citizen a receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

import forms.answers
from app.actions import notices, steps
from app.actions.complete_task import Raw
from app.actions.notices import Contact
from app.actions.steps import Step
from app.attached_files import resealed
from app.case_file import CaseFile
from app.complaint_draft import ComplaintDraft, ComplaintForm, choices_for, complaint_form, read_draft
from app.i18n import language
from app.office import Office
from app.security import access_code
from app.security.actor import Actor
from forms.errors import FieldErrors
from persistence import attachments, case_numbers, cases, drafts, outbox, sealing
from persistence.attachments import Attachment
from persistence.cases import Case
from persistence.journal import START, Entry
from processes import engine
from processes.progress import Moment, OpenTask

# The name space in which a browser's submission becomes a case id, so that sending it twice makes one case.
SUBMISSIONS = UUID("6f0c2f0a-2e1b-5f67-9a0e-8f3a5d2b7c11")


@dataclass(frozen=True)
class Submitted:
    """A case that has begun."""

    case_id: UUID
    number: str


@dataclass(frozen=True)
class Opening:
    """A case that has been computed from its first row on, and waits for its number."""

    case: CaseFile
    form: ComplaintForm
    steps: tuple[Step, ...]
    decided: Mapping[str, Any]
    contact: Contact
    reporter_id: int | None
    follow_up_of: UUID | None = None
    language: str = "id"


def submit_complaint(office: Office, actor: Actor, token: str, raw: Raw, sending: str) -> Submitted:
    """Turn the draft of this cookie, filled in as `raw`, into a case.

    `sending` names one press of the button: the same draft and name make one case, however often it is sent.
    Raises FieldErrors; the draft is kept then.
    """
    try:
        return _submit(office, actor, token, raw, _case_id(token, sending))
    except (FieldErrors, IntegrityError):
        # The first sending took the draft with it, so a second one is refused here and answered as the first was.
        sent = find_submitted(office, token, sending)
        if sent is None:
            raise
        return sent


def find_submitted(office: Office, token: str, sending: str) -> Submitted | None:
    """Find the case that this draft has become, if it was sent."""
    with office.database.reading() as connection:
        sent = cases.read(connection, _case_id(token, sending))
    return Submitted(sent.id, sent.number) if sent else None


def _submit(office: Office, actor: Actor, token: str, raw: Raw, case_id: UUID) -> Submitted:
    now = office.now()
    with office.database.reading() as connection:
        draft = read_draft(office, connection, token)
        opening, answers = _judge(office, actor, draft, raw, case_id, now)
        files = list(_resealed_files(connection, draft, opening.case, answers))
    with office.database.transaction() as connection:
        number = open_new_case(connection, office, opening, now)
        for file, content in files:
            task_id = opening.steps[-1].task_id
            attachments.move_to_case(connection, file.id, case_id, task_id, file.name_sealed, content)
        if draft.id is not None:
            drafts.discard(connection, draft.id)
    return Submitted(case_id, number)


def open_new_case(connection: Connection, office: Office, opening: Opening, now: datetime) -> str:
    """Give a computed case its number, gap-free within the office's year, and write it. Returns the number."""
    case = opening.case
    year = case.calendar.date_at(now).year
    serial = case_numbers.next_serial(connection, year)
    number = f"{office.settings.case_prefix}/{year}/{case.calendar.date_at(now).month:02}/{serial:04}"
    last = opening.steps[-1].progress
    title = opening.decided.get("title")
    stored = Case(
        id=case.case_id,
        number=number,
        year=year,
        serial=serial,
        sop_version_id=opening.form.version_id,
        version=len(opening.steps),
        state=last.state,
        status="closed" if last.finished else "running",
        visibility=opening.decided.get("visibility", "biasa"),
        reporter_id=opening.reporter_id,
        unit_id=case.unit_id,
        category_id=office.catalogue.edited().category_id(
            opening.decided.get("category"), opening.decided.get("subcategory")
        ),
        channel=opening.decided.get("channel", "web"),
        access_code_hash=access_code.digest(access_code.code_of(office.keys.access, case.case_id)),
        sealed_key=sealing.wrap(office.keys.master, case.key),
        sealed_title=case.seal_text(title, "title") if title else None,
        follow_up_of=opening.follow_up_of,
        submitted_at=now,
        answered_at=None,
        closed_at=None,
        language=opening.language,
    )
    cases.create(connection, stored)
    steps.write(connection, case.decided(office, stored), opening.steps, START, opening.reporter_id)
    outbox.add(connection, notices.received(office, case.case_id, number, opening.contact, opening.language, last.at))
    return number


def _case_id(token: str, sending: str) -> UUID:
    return uuid5(SUBMISSIONS, f"{token}/{sending}")


def _judge(
    office: Office, actor: Actor, draft: ComplaintDraft, raw: Raw, case_id: UUID, now: datetime
) -> tuple[Opening, Mapping[str, Any]]:
    form = complaint_form(office)
    calendar = office.catalogue.edited().calendar
    answers = forms.answers.check(form.form, raw, choices_for(office, draft), today=calendar.date_at(now))
    decided = forms.answers.sets(form.form, answers)
    case = CaseFile(case_id, sealing.new_key(), form.diagram, None, calendar)
    is_anonymous = decided.get("visibility") == "anonim"
    # An anonymous case keeps no link to an account: not in its row, and not in its journal.
    reporter_id = None if is_anonymous else actor.account_id
    begun, task = begin(case, min(draft.started_at, now), now)
    done = complete_row(case, begun, task, answers, now, seq=2, kind="task_completed", actor_id=reporter_id)
    contact = notices.contact_of(answers)
    return Opening(case, form, (begun, done), decided, contact, reporter_id, language=language()), answers


def begin(case: CaseFile, at: datetime, now: datetime) -> tuple[Step, OpenTask]:
    """Start a case at the instant at which its form was opened."""
    progress = engine.start(case.diagram, case.case_id, Moment(at, 1, case.calendar))
    (task,) = progress.opened
    entry = Entry(
        kind="case_started",
        at=at,
        recorded_at=now,
        actor_kind="citizen",
        lane=case.diagram.sop.row(task.element_id).lane.id,
        element=task.element_id,
        payload={"task": str(task.id)},
    )
    return steps.step(entry, case, progress), task


def complete_row(  # noqa: PLR0913 (one step of a case that is not stored yet, described whole)
    case: CaseFile,
    before: Step,
    task: OpenTask,
    answers: Mapping[str, Any],
    now: datetime,
    *,
    seq: int,
    kind: str,
    actor_id: int | None,
    **payload: Any,
) -> Step:
    """Complete a task of a case that is not stored yet."""
    row = case.diagram.sop.row(task.element_id)
    written = case.sealed_outputs(row, answers, task.id)
    facts = case.facts(written, answers)
    progress = engine.complete(case.diagram, before.progress.state, task.id, facts, Moment(now, seq, case.calendar))
    entry = Entry(
        kind=kind,
        at=now,
        recorded_at=now,
        actor_kind="citizen",
        actor_id=actor_id,
        lane=row.lane.id,
        element=row.element_id,
        payload={"task": str(task.id), "documents": facts, **payload},
        command_id=uuid5(task.id, kind),
    )
    return steps.step(entry, case, progress, task_id=task.id, documents=written)


def _resealed_files(
    connection: Connection, draft: ComplaintDraft, case: CaseFile, answers: Mapping[str, Any]
) -> Iterator[tuple[Attachment, bytes]]:
    """Yield the files that the answers name; the others, such as an identity card in an anonymous case, go."""
    named = {item for value in answers.values() if isinstance(value, list) for item in value}
    for file in draft.files:
        if str(file.id) not in named:
            continue
        sealed = attachments.read_sealed(connection, file.id)
        if sealed is not None:
            yield resealed(draft.key, case.key, file, sealed)
