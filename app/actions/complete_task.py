"""Complete a task: check the answers, move the case, leave the row's documents behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

import forms.answers
import forms.schema
from app.actions import notices, steps
from app.actions.attempts import until_first
from app.actions.steps import Step
from app.case_file import CaseFile
from app.errors import TaskGone
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_open, require_task
from app.task_form import TaskForm, open_form
from persistence import cases, outbox, task_reading
from persistence.journal import Entry
from persistence.outbox import NewMessage
from persistence.task_reading import TaskInCase
from processes import engine
from processes.errors import TaskNotReady
from processes.progress import Moment
from processes.sop import Row

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Waiting:
    """A row that waits for somebody now, and until when."""

    row: Row
    due_at: datetime | None


@dataclass(frozen=True)
class Completed:
    """What became of a completion; `waiting` are the rows that opened.

    A command that had been carried out before tells neither these nor what was decided.
    """

    case_id: UUID
    number: str
    row: Row
    decided: Mapping[str, Any]
    waiting: tuple[Waiting, ...] = ()
    is_finished: bool = False


@dataclass(frozen=True)
class Work:
    """A completion, judged and computed, that waits to be written."""

    found: TaskInCase
    case: CaseFile
    step: Step
    changes: Mapping[str, Any]
    messages: Sequence[NewMessage]
    result: Completed


def complete_task(office: Office, actor: Actor, task_id: UUID, raw: Raw, command_id: UUID) -> Completed:
    """Complete an open task with what a person filled in.

    The engine computes outside any lock; the write succeeds only on the version that was read, else everything is
    judged again. Raises Missing, TaskGone, TaskTaken, FieldErrors or DatabaseBusy; nothing is written then.
    """
    return until_first(lambda: _attempt(office, actor, task_id, raw, command_id))


def judge(office: Office, actor: Actor, task_id: UUID, raw: Raw, command_id: UUID) -> Completed | Work:
    """Check a completion and compute it, without writing."""
    now = office.now()
    with office.database.reading() as connection:
        found = require_task(actor, task_reading.read_for_completion(connection, task_id, command_id))
        if found.answered_seq is not None:
            return _repeated(office, found)
        require_open(actor, found)
        form = open_form(office, connection, found)
    today = form.case.calendar.date_at(now)
    answers = forms.answers.check(form.form, raw, form.choices, form.carried, today=today)
    return _compute(office, actor, form, answers, command_id, now)


def write(office: Office, work: Work) -> bool:
    """Write a computed completion; returns False, with nothing written, when the case has moved on."""
    with office.database.transaction() as connection:
        if not write_work(connection, work):
            return False
        outbox.add(connection, work.messages)
    return True


def write_work(connection: Connection, work: Work) -> bool:
    """Write the case's part of a completion; returns False, with nothing written, when the case has moved on."""
    case = work.found.case
    if not cases.update_case(connection, case.id, case.version, **work.changes):
        return False
    steps.write(connection, work.case, [work.step], work.found.end, work.step.entry.actor_id)
    return True


def _attempt(office: Office, actor: Actor, task_id: UUID, raw: Raw, command_id: UUID) -> Completed | None:
    work = judge(office, actor, task_id, raw, command_id)
    if isinstance(work, Completed):
        return work
    return work.result if write(office, work) else None


def _repeated(office: Office, found: TaskInCase) -> Completed:
    row = office.catalogue.diagram(found.case.sop_version_id).sop.row(found.task.element_id)
    return Completed(found.case.id, found.case.number, row, {})


def _compute(
    office: Office, actor: Actor, form: TaskForm, answers: Mapping[str, Any], command_id: UUID, now: datetime
) -> Work:
    found, row, task = form.found, form.row, form.found.task
    decided = forms.answers.sets(form.form, answers)
    columns = _columns(office, decided)
    case = form.case.decided(office, replace(found.case, **columns)) if columns else form.case
    written = case.sealed_outputs(row, answers, found.task.id)
    facts = case.facts(written, answers)
    moment = Moment(now, found.case.version + 1, case.calendar)
    try:
        progress = engine.complete(case.diagram, found.case.state, found.task.id, facts, moment)
    except TaskNotReady as error:
        raise TaskGone(found.closed_by_name or "", found.task.closed_at) from error
    entry = _entry(actor, found, facts, command_id, now)
    return Work(
        found=found,
        case=case,
        step=steps.step(entry, case, progress, task_id=task.id, inbox_key=task.inbox_key, documents=written),
        changes=steps.case_changes(case, progress, columns),
        messages=notices.after_step(office, found.case, case, progress, form.documents),
        result=Completed(
            found.case.id,
            found.case.number,
            row,
            decided,
            waiting=tuple(Waiting(case.diagram.sop.row(task.element_id), task.due_at) for task in progress.opened),
            is_finished=progress.finished,
        ),
    )


def _columns(office: Office, decided: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the case that a form decides."""
    columns: dict[str, Any] = {}
    if "unit" in decided:
        columns["unit_id"] = int(decided["unit"])
    if "category" in decided:
        code, subcode = decided["category"], decided.get("subcategory")
        columns["category_id"] = office.catalogue.edited().category_id(code, subcode)
    return columns


def _entry(actor: Actor, found: TaskInCase, facts: Mapping[str, Any], command_id: UUID, now: datetime) -> Entry:
    is_reporters = found.task.is_reporters
    return Entry(
        kind="task_completed",
        at=now,
        recorded_at=now,
        actor_kind="citizen" if is_reporters else actor.role,
        # Whoever reports anonymously stays so, even when she is logged in while she rates the answer.
        actor_id=None if is_reporters and found.case.visibility == "anonim" else actor.account_id,
        lane=found.task.lane,
        element=found.task.element_id,
        payload={"task": str(found.task.id), "documents": dict(facts), **steps.in_place_of(actor, found.task)},
        command_id=command_id,
    )
