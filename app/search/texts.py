"""What each inbox may find a case by: the words that the SOP handed to its tasks, and no others.

An open task may be found by everything that its page shows. A closed one shows its documents no longer: it is found by
what it was handed then and by what its worker wrote, and never by who the reporter is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

import forms.schema
from app.case_file import CaseFile, open_case
from app.office import Office
from app.search.tokens import key_of, tokens_of
from app.task_form import covered_in
from forms.choices import Choices
from forms.reading import Reader, shown
from persistence import documents, tasks
from persistence.cases import Case
from persistence.documents import Document, open_document
from persistence.search import OVERSEERS, NewEntry
from persistence.tasks import REPORTERS, Task
from processes.errors import UnknownElement
from processes.sop import Row, Sop

# Values that are no words: files are known by ids, and dates are found by the filters of the lists.
_NO_WORDS = {"boolean", "integer"}


@dataclass(frozen=True)
class _Reading:
    """A case, opened to be read through once for all of its inboxes."""

    file: CaseFile
    written: Sequence[Document]
    choices: Choices
    reader: Reader
    is_confidential: bool

    @property
    def sop(self) -> Sop:
        return self.file.diagram.sop


def entries_of(office: Office, connection: Connection, case: Case) -> list[NewEntry]:
    """Return what every inbox may find a case by, as tokens. Raises Erased."""
    file = open_case(office, case)
    reading = _Reading(
        file=file,
        written=documents.of_case(connection, case.id),
        choices=office.catalogue.edited().choices,
        reader=Reader(file.calendar.date_at(office.now()), str, str),
        is_confidential=case.visibility == "rahasia",
    )
    about = list(_about(office, file, case))
    every = tasks.of_case(connection, case.id)
    entries = [_entry(office, OVERSEERS, about, [task for task in every if task.inbox_key])]
    for key, own in _by_inbox(every).items():
        worked = [task for task in own if not task.inbox_key.startswith(REPORTERS)]
        texts = [text for task in worked for text in _texts(reading, task)]
        entries.append(_entry(office, key, [*about, *texts], own))
    return entries


def _entry(office: Office, key: str, texts: Sequence[str], own: Sequence[Task]) -> NewEntry:
    staff = [task for task in own if not task.inbox_key.startswith(REPORTERS)]
    is_open = any(task.state == "open" for task in own)
    newest = max(staff, key=lambda task: (task.state == "open", task.opened_at), default=None)
    return NewEntry(
        inbox_key=key,
        task_id=newest.id if newest else None,
        is_open=is_open,
        tokens=tokens_of(key_of(office, key), texts, is_open=is_open),
    )


def _by_inbox(every: Sequence[Task]) -> Mapping[str, list[Task]]:
    """Group the tasks by inbox; one that waits for the reporter counts to the inbox whose work it follows."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in every:
        if key := task.inbox_key.removeprefix(REPORTERS):
            found[key].append(task)
    return found


def _about(office: Office, file: CaseFile, case: Case) -> Iterator[str]:
    """Yield what every list shows of a case: number, title and category."""
    yield case.number
    if case.sealed_title is not None:
        yield file.open_text(case.sealed_title, "title")
    tree = office.catalogue.edited().categories
    category = tree.get(case.category_id or 0)
    while category:
        yield category.name
        category = tree.get(category.parent_id or 0)


def _texts(reading: _Reading, task: Task) -> Iterator[str]:
    try:
        row = reading.sop.row(task.element_id)
    except UnknownElement:
        # A case that moved to another diagram keeps tasks of the former one, whose inputs nobody knows any more.
        return
    is_open = task.state == "open"
    handed = {kind: document for kind in row.inputs if (document := _handed(reading.written, kind, task))}
    own = {document.type: document for document in reading.written if document.task_id == task.id}
    for papers in (handed, own):
        contents = {kind: open_document(reading.file.key, paper) for kind, paper in papers.items()}
        is_confidential = reading.is_confidential or not is_open
        covered = covered_in(reading.sop, contents, is_confidential=is_confidential)
        for kind, content in contents.items():
            uncovered = {name: value for name, value in content.items() if name not in covered.get(kind, ())}
            yield from _words(reading, kind, uncovered)


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


def _words(reading: _Reading, kind: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a document says, as it reads on the page; the same answer in two forms is yielded once."""
    rules = _rules(tuple(row for row in reading.sop.rows if kind in row.outputs))
    for name, value in content.items():
        rule = rules.get(name, {})
        if rule.get("type") in _NO_WORDS or rule.get("format") == "date" or rule.get("x-choices") == "attachments":
            continue
        parent = content.get(rule.get("x-depends", ""))
        yield from (told.label for told in shown(rule, value, parent, reading.choices, reading.reader))


def _rules(rows: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    """Return how the fields of a document are to be read, from every form that writes it."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        for name, rule in forms.schema.load(row.form, by_staff=True).properties.items():
            found.setdefault(name, rule)
    return found
