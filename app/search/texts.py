"""What each inbox may find a case by, as tokens: what the lists show of it, and the words its tasks were handed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from app.case_file import CaseFile
from app.office import Office
from app.search.reading import contents_for, open_reading, texts_of
from app.search.tokens import key_of, tokens_of
from persistence import tasks
from persistence.cases import Case
from persistence.search import OVERSEERS, NewEntry, joined
from persistence.tasks import REPORTERS, Task


def entries_of(office: Office, connection: Connection, case: Case) -> list[NewEntry]:
    """Return what every inbox may find a case by. Raises Erased."""
    reading = open_reading(office, connection, case)
    about = list(_about(office, reading.file, case))
    every = [task for task in tasks.of_case(connection, case.id) if task.inbox_key]
    entries = [_entry(office, OVERSEERS, about, every)]
    for key, own in _by_inbox(every).items():
        texts = [
            text
            for task in _of_staff(own)
            for kind, content in contents_for(reading, task)
            for text in texts_of(reading, kind, content)
        ]
        entries.append(_entry(office, key, [*about, *texts], own))
    return entries


def _entry(office: Office, key: str, texts: Sequence[str], own: Sequence[Task]) -> NewEntry:
    newest = max(_of_staff(own), key=lambda task: (task.state == "open", task.opened_at), default=None)
    waiting = [task.id for task in own if task.state == "open"]
    return NewEntry(
        inbox_key=key,
        task_id=newest.id if newest else None,
        open_tasks=joined(waiting),
        tokens=tokens_of(key_of(office, key), texts, is_open=bool(waiting)),
    )


def _of_staff(own: Sequence[Task]) -> list[Task]:
    return [task for task in own if not task.inbox_key.startswith(REPORTERS)]


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
