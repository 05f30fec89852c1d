"""The Kelengkapan of a task, document by document, with the reporter's identity covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import forms.schema
from app import page_form
from app.i18n import gettext
from app.task_form import TaskForm
from forms.fields import Field
from forms.identity import cover


@dataclass(frozen=True)
class Paper:
    """One document for reading; `covered` names the fields that wait for a reason."""

    name: str
    fields: tuple[Field, ...]
    covered: frozenset[str]


def papers(form: TaskForm, writers: Mapping[str, str]) -> tuple[Paper, ...]:
    """Return the documents that the SOP hands to the task; `writers` tells which row wrote each."""
    return tuple(_paper(form, kind, writers) for kind in form.row.inputs if form.kelengkapan.get(kind))


def _paper(form: TaskForm, kind: str, writers: Mapping[str, str]) -> Paper:
    sop = form.case.diagram.sop
    written_by = sop.row(writers[str(form.documents[kind].id)])
    covered = form.covered.get(kind, frozenset())
    written = forms.schema.load(written_by.form, by_staff=True)
    fields = page_form.read(
        written, cover(form.kelengkapan[kind] or {}, covered, gettext("disembunyikan")), form.choices
    )
    # A declaration that everybody has to make tells the reader nothing.
    told = tuple(field for field in fields if "const" not in written.properties[field.name])
    return Paper(sop.document(kind).name, told, covered)
