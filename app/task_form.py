"""The form of a task as its worker may see it: its Kelengkapan, its choices and what it carries over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

import forms.answers
import forms.choices
import forms.schema
from app.attached_files import as_choices
from app.case_file import CaseFile, open_case
from app.office import Office
from forms.choices import Choices
from forms.schema import Form
from persistence import attachments, documents
from persistence.attachments import Attachment
from persistence.cases import Case
from persistence.documents import Document
from persistence.task_reading import TaskInCase
from processes.sop import Row


@dataclass(frozen=True)
class TaskForm:
    """Everything that showing and checking a task's form needs; `kelengkapan` holds this row's inputs only."""

    found: TaskInCase
    case: CaseFile
    row: Row
    form: Form
    documents: Mapping[str, Document]
    kelengkapan: Mapping[str, Mapping[str, Any] | None]
    carried: Mapping[str, Any]
    choices: Choices
    files: tuple[Attachment, ...]


def open_form(office: Office, connection: Connection, found: TaskInCase) -> TaskForm:
    """Open the form of a task with the documents that the SOP hands to it."""
    case = open_case(office, found.case)
    row = case.diagram.sop.row(found.task.element_id)
    newest = documents.latest(connection, found.case.id, [kind.id for kind in case.diagram.sop.documents])
    kelengkapan = case.kelengkapan(row, newest)
    files = visible_files(attachments.of_case(connection, found.case.id), found, kelengkapan)
    form = forms.schema.load(row.form)
    return TaskForm(
        found=found,
        case=case,
        row=row,
        form=form,
        documents=newest,
        kelengkapan=kelengkapan,
        carried=forms.answers.carried(form, kelengkapan),
        choices={
            **office.catalogue.edited().choices,
            "attachments": as_choices(case.key, files),
            "outcomes": outcomes(form, found.case),
        },
        files=files,
    )


def visible_files(
    files: list[Attachment], found: TaskInCase, kelengkapan: Mapping[str, Mapping[str, Any] | None]
) -> tuple[Attachment, ...]:
    """Return the files of this task's own form, and those that a document of its Kelengkapan names."""
    named = {
        item
        for document in kelengkapan.values()
        for value in (document or {}).values()
        if isinstance(value, list)
        for item in value
    }
    return tuple(file for file in files if file.task_id == found.task.id or str(file.id) in named)


def outcomes(form: Form, case: Case) -> tuple[forms.choices.Choice, ...]:
    """Return the outcomes that a reporter may choose: a case that continues another ends with its answer."""
    every = forms.choices.choices_of(form.properties.get("hasil", {}), {})
    return tuple(choice for choice in every if case.follow_up_of is None or choice.value != "belum_selesai")
