"""The form of a task on its page: what its owner fills in, with her draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import forms.answers
from app import page_form
from app.actions.save_task_draft import open_task_draft
from app.inbox.starting_texts import StartingTexts
from app.task_form import TaskForm
from forms.errors import FieldErrors
from forms.fields import Field


@dataclass(frozen=True)
class Work:
    """The form of an open task; only its owner has `fields`."""

    title: str
    description: str
    fields: tuple[Field, ...]
    own_files: tuple[UUID, ...]
    draft_saved_at: datetime | None
    starting: StartingTexts

    @property
    def starting_field(self) -> Field | None:
        """Return the field into which the ready texts go."""
        return next((field for field in self.fields if field.name == self.starting.field), None)


def work_on(
    form: TaskForm, starting: StartingTexts, refused: FieldErrors | None, chosen: str, *, is_mine: bool
) -> Work:
    """Return the form as it is shown: as it was refused, as it was saved, or as the documents begin it.

    `chosen` names the ready text that was asked for by address; it goes into a field that is still empty.
    """
    task = form.found.task
    text = starting.text_of(chosen)
    return Work(
        title=form.form.title,
        description=form.form.description,
        fields=_fields(form, refused, {starting.field: text} if text else {}) if is_mine else (),
        own_files=tuple(file.id for file in form.files if file.task_id == task.id),
        draft_saved_at=task.draft_saved_at,
        starting=starting,
    )


def _fields(form: TaskForm, refused: FieldErrors | None, begun: Mapping[str, str]) -> tuple[Field, ...]:
    if refused:
        values, errors = refused.values, refused.errors
    else:
        draft = open_task_draft(form.case, form.found.task.draft_sealed)
        values, errors = forms.answers.initial_values(form.form, form.carried, draft), ()
        values = {**values, **{name: text for name, text in begun.items() if not values.get(name)}}
    fields = page_form.shown(form.form, values, form.choices, errors)
    # What a form only repeats stands beside it, in the document from which it comes.
    return tuple(field for field in fields if field.widget != "readonly")
