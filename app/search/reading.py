"""What a task's inbox may read of a case: the Kelengkapan that the SOP handed to it, and what its worker wrote.

An open task shows its documents as they are now. A closed one shows them no longer: what it was handed then can still
be found, but never who the reporter is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

import forms.schema
from app.case_file import CaseFile, open_case
from app.office import Office
from app.task_form import covered_in
from forms.choices import Choices
from forms.reading import Reader, shown
from persistence import documents
from persistence.cases import Case
from persistence.documents import Document, open_document
from persistence.tasks import Task
from processes.errors import UnknownElement
from processes.sop import Row, Sop

Content = Mapping[str, Any]
# Values that are no words: dates and numbers are found by the filters of the lists.
_NO_WORDS = {"boolean", "integer"}


@dataclass(frozen=True)
class Reading:
    """A case, opened to be read through once for all of its inboxes."""

    file: CaseFile
    written: Sequence[Document]
    choices: Choices
    reader: Reader
    is_confidential: bool

    @property
    def sop(self) -> Sop:
        """Return the SOP that the case follows."""
        return self.file.diagram.sop


def open_reading(office: Office, connection: Connection, case: Case) -> Reading:
    """Open a case and everything that was written in it. Raises Erased."""
    file = open_case(office, case)
    return Reading(
        file=file,
        written=documents.of_case(connection, case.id),
        choices=office.catalogue.edited().choices,
        reader=Reader(file.calendar.date_at(office.now()), str, str),
        is_confidential=case.visibility == "rahasia",
    )


def contents_for(reading: Reading, task: Task) -> Iterator[tuple[str, Content]]:
    """Yield each document that a task of staff has, or had, before it and behind it, without what is covered there."""
    try:
        row = reading.sop.row(task.element_id)
    except UnknownElement:
        # A case that moved to another diagram keeps tasks of the former one, whose inputs nobody knows any more.
        return
    handed = [document for kind in row.inputs if (document := _handed(reading.written, kind, task))]
    own = [document for document in reading.written if document.task_id == task.id]
    is_confidential = reading.is_confidential or task.state != "open"
    for document in (*handed, *own):
        content = open_document(reading.file.key, document)
        covered = covered_in(reading.sop, {document.type: content}, is_confidential=is_confidential)
        hidden = covered.get(document.type, frozenset())
        yield document.type, {name: value for name, value in content.items() if name not in hidden}


def texts_of(reading: Reading, kind: str, content: Content) -> Iterator[str]:
    """Yield what a document says in words, as it reads on the page."""
    rules = _rules([row for row in reading.sop.rows if kind in row.outputs])
    for name, value in content.items():
        rule = rules.get(name, {})
        if rule.get("type") in _NO_WORDS or rule.get("format") == "date" or rule.get("x-choices") == "attachments":
            continue
        parent = content.get(rule.get("x-depends", ""))
        yield from (told.label for told in shown(rule, value, parent, reading.choices, reading.reader))


def _handed(written: Sequence[Document], kind: str, task: Task) -> Document | None:
    """Return the version of a document that a task has before it, or had when it was closed."""
    versions = [
        document
        for document in written
        if document.type == kind
        and document.task_id != task.id
        and (task.closed_at is None or document.created_at <= task.closed_at)
    ]
    return max(versions, key=lambda document: document.version, default=None)


def _rules(rows: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    """Return how the fields of a document are to be read, from every form that writes it."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        for name, rule in forms.schema.load(row.form, by_staff=True).properties.items():
            found.setdefault(name, rule)
    return found
