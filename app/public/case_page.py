"""What a reporter reads of her case: where it stands, the answer, the form that waits for her, and linked cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

import forms.answers
from app import case_additions, conversation, page_form
from app.actions.correct_own_data import own_data
from app.case_additions import Addition
from app.case_file import CaseFile, open_case, title_of
from app.conversation import Said
from app.errors import Missing
from app.i18n import gettext
from app.office import Office
from app.public.case_facts import Facts, facts_of
from app.public.next_instances import NextInstances, next_instances
from app.public.reporters_ways import Ways, ways_of
from app.public.standing import Standing, read_standing
from app.security.actor import Actor
from app.security.authorize import require_follower
from app.task_form import TaskForm, open_form
from forms.errors import FieldError
from forms.fields import Field
from forms.grammar import is_carried
from persistence import cases, task_reading, tasks
from persistence.cases import Case
from persistence.tasks import Task


@dataclass(frozen=True)
class CasePage:
    """Everything on the page of a case.

    `task_id` is the reporter's open task, if the case waits for her; `reply` is what she has answered before; `asked`
    is the question of the office that waits for her.
    """

    case: Case
    title: str
    facts: Facts
    standing: Standing
    answer: tuple[Field, ...]
    task_id: UUID | None
    question: str
    fields: tuple[Field, ...]
    reply: tuple[Field, ...]
    own_files: tuple[UUID, ...]
    ways: Ways
    asked: Said | None
    message_count: int
    additions: tuple[Addition, ...]
    instances: NextInstances | None
    continues: Case | None
    continued_by: Case | None

    @property
    def linked(self) -> tuple[Case, ...]:
        """Return the cases of the same matter, which the same reporter may follow."""
        return tuple(case for case in (self.continues, self.continued_by) if case)

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more will happen in this case."""
        return self.case.status != "running"


def read(
    office: Office,
    actor: Actor,
    case_id: UUID,
    values: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] = (),
) -> CasePage:
    """Open a case for its reporter; `values` and `errors` are of the form that she has just sent.

    Raises Missing, or Erased.
    """
    with office.database.reading() as connection:
        case = require_follower(actor, cases.read(connection, case_id))
        file = open_case(office, case)
        said = conversation.of_reporter(conversation.read(connection, file))
        form = reporters_form(office, connection, case)
        is_open = form is not None and form.found.task.state == "open"
        shown = _fields(form, values, errors) if form else ()
        return CasePage(
            case=case,
            title=title_of(office, case.id, case.sealed_key, case.sealed_title),
            facts=facts_of(office, case),
            standing=read_standing(office, connection, case),
            answer=tuple(field for field in shown if field.widget == "readonly"),
            task_id=form.found.task.id if form and is_open else None,
            question=gettext(form.form.description) if form and form.form.description else "",
            fields=tuple(field for field in shown if field.widget != "readonly") if is_open else (),
            own_files=tuple(file.id for file in form.files if file.task_id == form.found.task.id) if form else (),
            reply=_reply(form) if form and not is_open else (),
            ways=ways_of(actor, case),
            asked=next((each for each in said if each.is_unanswered), None),
            message_count=len(said),
            additions=case_additions.read(connection, file),
            instances=_instances(connection, file, case),
            continues=cases.read(connection, case.follow_up_of) if case.follow_up_of else None,
            continued_by=next(iter(cases.follow_ups(connection, case.id)), None),
        )


def _instances(connection: Connection, file: CaseFile, case: Case) -> NextInstances | None:
    """Say where to go next and until when, once there is an answer that may not satisfy."""
    if case.answered_at is None:
        return None
    return next_instances(file, case.answered_at, own_data(connection, file).get("jenis_laporan"))


def reporters_form(office: Office, connection: Connection, case: Case) -> TaskForm | None:
    """Open the form of the reporter's newest task, without that with which the case began."""
    first = office.catalogue.diagram(case.sop_version_id).sop.first_row
    own = [task for task in _own_tasks(connection, case.id) if task.element_id != first]
    found = task_reading.read_for_completion(connection, own[0].id) if own else None
    return open_form(office, connection, found) if found else None


def own_task(office: Office, actor: Actor, case_id: UUID, posted: str | None) -> UUID:
    """Return the reporter's task that a form was shown for, else her newest. Raises Missing for a task of staff."""
    with office.database.reading() as connection:
        require_follower(actor, cases.read(connection, case_id))
        own = _own_tasks(connection, case_id)
    for task in own:
        if posted in (None, str(task.id)):
            return task.id
    raise Missing


def _own_tasks(connection: Connection, case_id: UUID) -> list[Task]:
    """List the reporter's tasks, an open one first and else the newest."""
    own = [task for task in tasks.of_case(connection, case_id) if task.is_reporters]
    return sorted(own, key=lambda task: (task.state == "open", task.opened_at), reverse=True)


def follow_up_of(office: Office, case_id: UUID) -> Case | None:
    """Return the case that continues this one, if there is one."""
    with office.database.reading() as connection:
        return next(iter(cases.follow_ups(connection, case_id)), None)


def _fields(form: TaskForm, values: Mapping[str, Any] | None, errors: Sequence[FieldError]) -> tuple[Field, ...]:
    if values is None:
        values = forms.answers.initial_values(form.form, form.carried)
    return page_form.shown(form.form, values, form.choices, errors)


def _reply(form: TaskForm) -> tuple[Field, ...]:
    """Return what the reporter has said to the answer."""
    said = {
        name: value
        for document in form.kelengkapan.values()
        for name, value in (document or {}).items()
        if name in form.form.properties and not is_carried(form.form.properties[name])
    }
    return page_form.read(form.form, said, form.choices)
