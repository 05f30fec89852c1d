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
from forms.identity import covered_fields
from forms.schema import Form
from persistence import case_contents
from persistence.attachments import Attachment
from persistence.cases import Case
from persistence.documents import Document
from persistence.task_reading import TaskInCase
from processes.sop import Row, Sop

Kelengkapan = Mapping[str, Mapping[str, Any] | None]


@dataclass(frozen=True)
class TaskForm:
    """Everything that showing and checking a task's form needs; `kelengkapan` holds this row's inputs only.

    `covered` names the fields of each document that say who the reporter is and stay covered for now.
    """

    found: TaskInCase
    case: CaseFile
    row: Row
    form: Form
    documents: Mapping[str, Document]
    kelengkapan: Kelengkapan
    carried: Mapping[str, Any]
    choices: Choices
    files: tuple[Attachment, ...]
    covered: Mapping[str, frozenset[str]]


def open_form(office: Office, connection: Connection, found: TaskInCase, *, is_revealed: bool = False) -> TaskForm:
    """Open the form of a task with the documents that the SOP hands to it; covered files are not among them."""
    case = open_case(office, found.case)
    row = case.diagram.sop.row(found.task.element_id)
    contents = case_contents.read(connection, found.case.id)
    kelengkapan = case.kelengkapan(row, contents.documents)
    is_confidential = found.case.visibility == "rahasia"
    covered = {} if is_revealed else covered_in(case.diagram.sop, kelengkapan, is_confidential=is_confidential)
    files = visible_files(contents.files, found, _uncovered(kelengkapan, covered))
    form = forms.schema.load(row.form)
    return TaskForm(
        found=found,
        case=case,
        row=row,
        form=form,
        documents=contents.documents,
        kelengkapan=kelengkapan,
        carried={**_proposed_unit(office, form, found.case), **forms.answers.carried(form, kelengkapan)},
        choices={
            **office.catalogue.edited().choices,
            "attachments": as_choices(case.key, files),
            "outcomes": outcomes(form, found.case),
        },
        files=files,
        covered=covered,
    )


def visible_files(files: list[Attachment], found: TaskInCase, kelengkapan: Kelengkapan) -> tuple[Attachment, ...]:
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


def covered_in(sop: Sop, kelengkapan: Kelengkapan, *, is_confidential: bool) -> dict[str, frozenset[str]]:
    """Find what is covered in each document, by the marks of every form that writes such a document."""
    found: dict[str, frozenset[str]] = {}
    for kind, document in kelengkapan.items():
        written_by = {row.form for row in sop.rows if kind in row.outputs} if document else set()
        names = (
            covered_fields(forms.schema.load(name, by_staff=True), document or {}, is_confidential=is_confidential)
            for name in written_by
        )
        found[kind] = frozenset().union(*names)
    return {kind: names for kind, names in found.items() if names}


def _uncovered(kelengkapan: Kelengkapan, covered: Mapping[str, frozenset[str]]) -> Kelengkapan:
    return {
        kind: {name: value for name, value in (document or {}).items() if name not in covered.get(kind, ())}
        for kind, document in kelengkapan.items()
    }


def _proposed_unit(office: Office, form: Form, case: Case) -> dict[str, Any]:
    """Return the unit that the office usually gives this category, for the field that decides about the unit."""
    edited = office.catalogue.edited()
    category = edited.categories.get(case.category_id or 0)
    while category and category.unit_id is None:
        category = edited.categories.get(category.parent_id or 0)
    usual = str(category.unit_id) if category else ""
    if usual not in {unit.value for unit in edited.choices["units"]}:
        return {}
    return {name: usual for name, rule in form.properties.items() if rule.get("x-sets") == "unit"}
