"""The Kelengkapan of a task, document by document, with the reporter's identity covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import forms.schema
from app import page_form
from app.attached_files import ADDRESS, facts_of, name_of
from app.i18n import gettext
from app.task_form import TaskForm
from forms.fields import Field
from forms.identity import cover
from persistence.attachments import Attachment


@dataclass(frozen=True)
class File:
    """A file of a document: a picture is looked at on the page, everything else is kept."""

    name: str
    href: str
    is_picture: bool
    facts: str


@dataclass(frozen=True)
class Paper:
    """One document for reading; `covered` names the fields that wait for a reason, `files` are what the others hold."""

    name: str
    fields: tuple[Field, ...]
    covered: frozenset[str]
    files: Mapping[str, tuple[File, ...]]


def papers(form: TaskForm, writers: Mapping[str, str]) -> tuple[Paper, ...]:
    """Return the documents that the SOP hands to the task; `writers` tells which row wrote each."""
    return tuple(_paper(form, kind, writers) for kind in form.row.inputs if form.kelengkapan.get(kind))


def files_of(form: TaskForm, ids: Sequence[object]) -> tuple[File, ...]:
    """Return these files, of those that the task may see, pictures first."""
    seen = {str(file.id): file for file in form.files}
    found = (_file(form, seen[str(one)]) for one in ids if str(one) in seen)
    return tuple(sorted(found, key=lambda file: not file.is_picture))


def _paper(form: TaskForm, kind: str, writers: Mapping[str, str]) -> Paper:
    sop = form.case.diagram.sop
    written_by = sop.row(writers[str(form.documents[kind].id)])
    content = form.kelengkapan[kind] or {}
    covered = form.covered.get(kind, frozenset())
    written = forms.schema.load(written_by.form, by_staff=True)
    fields = page_form.read(written, cover(content, covered, gettext("disembunyikan")), form.choices)
    # A declaration that everybody has to make tells the reader nothing.
    told = tuple(field for field in fields if "const" not in written.properties[field.name])
    attached = {
        field.name: files_of(form, content[field.name])
        for field in told
        if field.name not in covered and written.properties[field.name].get("x-choices") == "attachments"
    }
    return Paper(sop.document(kind).name, told, covered, {name: files for name, files in attached.items() if files})


def _file(form: TaskForm, file: Attachment) -> File:
    return File(
        name=name_of(form.case.key, file),
        href=f"{ADDRESS}{file.id}",
        is_picture=file.media_type.startswith("image/"),
        facts=facts_of(file),
    )
