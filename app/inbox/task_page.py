"""One task as a page: what its worker needs, and nothing else of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app import history
from app.actions.announce_presence import PRESENT
from app.case_file import CaseFile, open_case, title_of
from app.due import Due, done, due
from app.history import Happening, Sentence
from app.inbox.colleagues import Colleague, colleagues
from app.inbox.documents import Paper, papers
from app.inbox.due_story import DueStory, due_story
from app.inbox.notes import Discussion, discussion
from app.inbox.possible import Possible, possible
from app.inbox.presence import who_is_here
from app.inbox.starting_texts import StartingTexts, starting_texts
from app.inbox.work import Work, work_on
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_visible, sees_identity, works_on
from app.task_form import TaskForm, open_form
from forms.errors import FieldErrors
from persistence import calendars, task_reading, task_viewers
from persistence.task_reading import TaskInCase
from persistence.tasks import Task
from processes.calendar_json import from_values
from processes.sop import Row
from processes.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class Step:
    """A row of the SOP in words: `state` is done, current or next."""

    number: str
    name: str
    lane: str
    state: str


@dataclass(frozen=True)
class TaskPage:
    """Everything that the page shows; `papers` and `work` are empty for whoever may not read or write."""

    found: TaskInCase
    title: str
    row: Row
    unit: str
    due: Due
    due_story: DueStory | None
    is_worker: bool
    is_mine: bool
    possible: Possible
    colleagues: tuple[Colleague, ...]
    others_here: str
    papers: tuple[Paper, ...]
    work: Work | None
    discussion: Discussion
    told: list[Sentence]
    passed: list[str]
    steps: tuple[Step, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the task still waits for somebody."""
        return self.found.task.state == "open"


def task_page(
    office: Office, actor: Actor, task_id: UUID, refused: FieldErrors | None = None, chosen: str = ""
) -> TaskPage:
    """Read a task's page; `chosen` names a ready text to begin with.

    Raises Missing for whoever neither works on the task nor oversees it.
    """
    now = office.now()
    with office.database.reading() as connection:
        found = require_visible(actor, task_reading.read_for_completion(connection, task_id))
        task = found.task
        form = _form(office, connection, actor, found)
        case = form.case if form else open_case(office, found.case)
        row = case.diagram.sop.row(task.element_id)
        is_mine = task.owner_id is not None and task.owner_id == actor.account_id
        happenings = history.read(connection, case)
        title = title_of(office, found.case.id, found.case.sealed_key, found.case.sealed_title)
        starting = starting_texts(office, connection, actor, form, title) if form and is_mine else StartingTexts()
        return TaskPage(
            found=found,
            title=title,
            row=row,
            unit=office.catalogue.edited().unit_names.get(case.unit_id or 0, ""),
            due=_due(task, now, case),
            due_story=due_story(task, row.budget, _counted_by(connection, task, case), now),
            is_worker=works_on(actor, task),
            is_mine=is_mine,
            possible=possible(actor, found, row.lane, now),
            colleagues=colleagues(connection, task, case.calendar.date_at(now)),
            others_here=_others_here(connection, actor, task_id, now),
            papers=papers(form, history.writers(happenings)) if form else (),
            work=work_on(form, starting, refused, chosen, is_mine=is_mine) if form else None,
            discussion=discussion(connection, actor, found.case.id, happenings),
            told=history.tell(connection, happenings, case.diagram.sop),
            passed=history.path(happenings, case.diagram),
            steps=_steps(case, found, happenings),
        )


def _form(office: Office, connection: Connection, actor: Actor, found: TaskInCase) -> TaskForm | None:
    """Open the documents for whoever works on an open task; a supervisor and a closed task have none."""
    if found.task.state != "open" or not works_on(actor, found.task):
        return None
    return open_form(office, connection, found, is_revealed=sees_identity(actor, found.task))


def _due(task: Task, now: datetime, case: CaseFile) -> Due:
    if task.state == "open" or task.closed_at is None:
        return due(task.opened_at, task.due_at, now, case.calendar)
    return done(task.due_at, task.closed_at, case.calendar)


def _counted_by(connection: Connection, task: Task, case: CaseFile) -> WorkingCalendar:
    """Return the version of the calendar that gave the task its due instant."""
    if task.calendar_version in {None, case.calendar.version}:
        return case.calendar
    stored = calendars.read(connection, task.calendar_version or 0)
    return from_values(stored.calendar) if stored else case.calendar


def _others_here(connection: Connection, actor: Actor, task_id: UUID, now: datetime) -> str:
    return who_is_here(task_viewers.others(connection, task_id, actor.account_id or 0, now - PRESENT))


def _steps(case: CaseFile, found: TaskInCase, happenings: Sequence[Happening]) -> tuple[Step, ...]:
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
