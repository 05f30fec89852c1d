"""One task as a page: what its worker needs, and nothing else of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

import forms.answers
from app import history, page_form
from app.actions.save_task_draft import open_task_draft
from app.case_file import CaseFile, open_case, title_of
from app.history import Happening, Sentence
from app.inbox.documents import Paper, papers
from app.inbox.due import Due, done, due
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_visible, sees_identity, works_on
from app.task_form import TaskForm, open_form
from forms.errors import FieldErrors
from forms.fields import Field
from persistence import task_reading
from persistence.task_reading import TaskInCase
from processes.sop import Row


@dataclass(frozen=True)
class Step:
    """A row of the SOP in words: `state` is done, current or next."""

    number: str
    name: str
    lane: str
    state: str


@dataclass(frozen=True)
class Work:
    """The form of an open task; only its owner has `fields`."""

    title: str
    description: str
    fields: tuple[Field, ...]
    own_files: tuple[UUID, ...]
    draft_saved_at: datetime | None


@dataclass(frozen=True)
class TaskPage:
    """Everything that the page shows; `papers` and `work` are empty for whoever may not read or write."""

    found: TaskInCase
    title: str
    row: Row
    unit: str
    due: Due
    is_worker: bool
    is_mine: bool
    papers: tuple[Paper, ...]
    work: Work | None
    told: list[Sentence]
    passed: list[str]
    steps: tuple[Step, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the task still waits for somebody."""
        return self.found.task.state == "open"


def task_page(office: Office, actor: Actor, task_id: UUID, refused: FieldErrors | None = None) -> TaskPage:
    """Read a task's page. Raises Missing for whoever neither works on the task nor oversees it."""
    with office.database.reading() as connection:
        found = require_visible(actor, task_reading.read_for_completion(connection, task_id))
        form = _form(office, connection, actor, found)
        case = form.case if form else open_case(office, found.case)
        happenings = history.read(connection, case)
        told = history.tell(connection, happenings, case.diagram.sop)
    task = found.task
    is_mine = task.owner_id is not None and task.owner_id == actor.account_id
    return TaskPage(
        found=found,
        title=title_of(office, found.case.id, found.case.sealed_key, found.case.sealed_title),
        row=case.diagram.sop.row(task.element_id),
        unit=office.catalogue.edited().unit_names.get(case.unit_id or 0, ""),
        due=_due(found, office.now(), case),
        is_worker=works_on(actor, task),
        is_mine=is_mine,
        papers=papers(form, history.writers(happenings)) if form else (),
        work=_work(form, refused, is_mine=is_mine) if form else None,
        told=told,
        passed=history.path(happenings, case.diagram),
        steps=_steps(case, found, happenings),
    )


def _form(office: Office, connection: Connection, actor: Actor, found: TaskInCase) -> TaskForm | None:
    """Open the documents for whoever works on an open task; a supervisor and a closed task have none."""
    if found.task.state != "open" or not works_on(actor, found.task):
        return None
    return open_form(office, connection, found, is_revealed=sees_identity(actor, found.task))


def _due(found: TaskInCase, now: datetime, case: CaseFile) -> Due:
    task = found.task
    if task.state == "open" or task.closed_at is None:
        return due(task.opened_at, task.due_at, now, case.calendar)
    return done(task.due_at, task.closed_at, case.calendar)


def _work(form: TaskForm, refused: FieldErrors | None, *, is_mine: bool) -> Work:
    task = form.found.task
    return Work(
        title=form.form.title,
        description=form.form.description,
        fields=_fields(form, refused) if is_mine else (),
        own_files=tuple(file.id for file in form.files if file.task_id == task.id),
        draft_saved_at=task.draft_saved_at,
    )


def _fields(form: TaskForm, refused: FieldErrors | None) -> tuple[Field, ...]:
    if refused:
        values, errors = refused.values, refused.errors
    else:
        draft = open_task_draft(form.case, form.found.task.draft_sealed)
        values, errors = forms.answers.initial_values(form.form, form.carried, draft), ()
    fields = page_form.shown(form.form, values, form.choices, errors)
    # What a form only repeats stands beside it, in the document from which it comes.
    return tuple(field for field in fields if field.widget != "readonly")


def _steps(case: CaseFile, found: TaskInCase, happenings: list[Happening]) -> tuple[Step, ...]:
    passed = set(history.completed_rows(happenings))
    here = found.task.element_id if found.task.state == "open" else None
    return tuple(
        Step(
            number=row.number,
            name=row.name,
            lane=row.lane.name,
            state="current" if row.element_id == here else "done" if row.element_id in passed else "next",
        )
        for row in case.diagram.sop.rows
    )
