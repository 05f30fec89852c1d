"""The Kelengkapan of a task, document by document, with the reporter's identity covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import forms.fields
import forms.schema
from app import page_form, times
from app.i18n import gettext
from app.task_form import TaskForm
from forms.fields import Field
from forms.identity import cover


@dataclass(frozen=True)
class Paper:
    """One document for reading; `is_covered` where something in it waits for a reason."""

    name: str
    fields: tuple[Field, ...]
    is_covered: bool


def papers(form: TaskForm, writers: Mapping[str, str]) -> tuple[Paper, ...]:
    """Return the documents that the SOP hands to the task; `writers` tells which row wrote each."""
    return tuple(_paper(form, kind, writers) for kind in form.row.inputs if form.kelengkapan.get(kind))


def _paper(form: TaskForm, kind: str, writers: Mapping[str, str]) -> Paper:
    sop = form.case.diagram.sop
    written_by = sop.row(writers[str(form.documents[kind].id)])
    covered = form.covered.get(kind, frozenset())
    return Paper(
        name=sop.document(kind).name,
        fields=forms.fields.document_fields(
            forms.schema.load(written_by.form, by_staff=True),
            cover(form.kelengkapan[kind] or {}, covered, gettext("disembunyikan")),
            form.choices,
            today=page_form.today(),
            translate=gettext,
            date_text=times.day,
        ),
        is_covered=bool(covered),
    )
