"""A case before it is stored: whose hand began it, its first rows, its number, and how it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from app import front_desk
from app.actions import notices, steps
from app.actions.notices import Contact
from app.actions.steps import Step
from app.case_file import CaseFile
from app.complaint_draft import ComplaintForm
from app.office import Office
from app.security import access_code
from persistence import case_numbers, cases, contacts, letters, outbox, sealing
from persistence.cases import Case
from persistence.contacts import ContactHash
from persistence.journal import START, Entry
from processes import engine
from processes.progress import Moment, OpenTask


@dataclass(frozen=True)
class Hand:
    """Whose hand filled in the first row: the reporter's, or an operator's for her; `noted` goes to the journal."""

    kind: str = "citizen"
    account_id: int | None = None
    noted: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opening:
    """A case that has been computed from its first row on, and waits for its number."""

    case: CaseFile
    form: ComplaintForm
    steps: tuple[Step, ...]
    decided: Mapping[str, Any]
    contact: Contact
    by: Hand
    contacts: tuple[ContactHash, ...] = ()
    follow_up_of: UUID | None = None
    related_to: UUID | None = None
    language: str = "id"

    @property
    def reporter_id(self) -> int | None:
        """Return the account of the reporter, who is never the operator that wrote for her."""
        return self.by.account_id if self.by.kind == "citizen" else None

    @property
    def recorded_by(self) -> int | None:
        """Return the account of the operator who recorded the complaint, if one did."""
        return None if self.by.kind == "citizen" else self.by.account_id


def open_new_case(connection: Connection, office: Office, opening: Opening, now: datetime) -> str:
    """Give a computed case its number, gap-free within the office's year, and write it. Returns the number."""
    case = opening.case
    serial = case_numbers.next_serial(connection, case.calendar.date_at(now).year)
    stored = _row(office, opening, serial, now)
    cases.create(connection, stored)
    contacts.add(connection, case.case_id, opening.contacts)
    if front_desk.is_on_paper(opening.decided):
        letters.ask_for(connection, case.case_id, front_desk.inbox_of(case.diagram.sop, case.unit_id))
    steps.write(connection, case.decided(office, stored), opening.steps, START, opening.by.account_id)
    at = opening.steps[-1].progress.at
    received = notices.received(office, case.case_id, stored.number, opening.contact, opening.language, at)
    outbox.add(connection, received)
    return stored.number


def _row(office: Office, opening: Opening, serial: int, now: datetime) -> Case:
    case, decided, last = opening.case, opening.decided, opening.steps[-1].progress
    day, title = case.calendar.date_at(now), decided.get("title")
    category = office.catalogue.edited().category_id(decided.get("category"), decided.get("subcategory"))
    return Case(
        id=case.case_id,
        number=f"{office.settings.case_prefix}/{day.year}/{day.month:02}/{serial:04}",
        year=day.year,
        serial=serial,
        sop_version_id=opening.form.version_id,
        version=len(opening.steps),
        state=last.state,
        status="closed" if last.finished else "running",
        visibility=decided.get("visibility", "biasa"),
        reporter_id=opening.reporter_id,
        unit_id=case.unit_id,
        category_id=category,
        channel=decided.get("channel", "web"),
        access_code_hash=access_code.digest(access_code.code_of(office.keys.access, case.case_id)),
        sealed_key=sealing.wrap(office.keys.master, case.key),
        sealed_title=case.seal_text(title, "title") if title else None,
        follow_up_of=opening.follow_up_of,
        submitted_at=now,
        answered_at=None,
        closed_at=None,
        language=opening.language,
        external_number=external_number(decided),
        recorded_by=opening.recorded_by,
        related_to=opening.related_to,
    )


def external_number(decided: Mapping[str, Any]) -> str | None:
    """Return the number of the complaint at its channel, written in one way."""
    typed = str(decided.get("external_number", ""))
    return " ".join(typed.upper().replace("#", " ").split()) or None


def begin(case: CaseFile, at: datetime, now: datetime, by: Hand) -> tuple[Step, OpenTask]:
    """Start a case at the instant at which its form was opened."""
    progress = engine.start(case.diagram, case.case_id, Moment(at, 1, case.calendar))
    (task,) = progress.opened
    entry = Entry(
        kind="case_started",
        at=at,
        recorded_at=now,
        actor_kind=by.kind,
        actor_id=by.account_id,
        lane=case.diagram.sop.row(task.element_id).lane.id,
        element=task.element_id,
        payload={"task": str(task.id), **by.noted},
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
    by: Hand,
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
        actor_kind=by.kind,
        actor_id=by.account_id,
        lane=row.lane.id,
        element=row.element_id,
        payload={"task": str(task.id), "documents": facts, **by.noted, **payload},
        command_id=uuid5(task.id, kind),
    )
    return steps.step(entry, case, progress, task_id=task.id, documents=written)
