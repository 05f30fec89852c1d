"""Keep the index of the search at what the journal tells; no completion waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from app.containment import failure_of
from app.errors import Erased
from app.office import Office
from app.search.texts import entries_of
from persistence import cases, search, search_progress
from persistence.search import ReadCase
from persistence.search_progress import Behind
from persistence.tasks import case_order

# So many cases are written in one transaction: others wait for it, and the disk is asked once for all of them.
AT_ONCE = 3
ROUND = 100
# Every transaction that has taken an id of the journal is over after so long.
SETTLES_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Progress:
    """How far an index is built again."""

    done: int
    total: int


def index_changed_cases(office: Office) -> int:
    """Read the cases again that have changed, and note up to where the journal was followed. Returns how many.

    A case that cannot be read stops no other; it is tried for a minute, then when it changes or the index is rebuilt.
    """
    with office.database.reading() as connection:
        changed = search_progress.behind(connection, ROUND)
    number = _index(office, [each.case_id for each in changed])
    _follow(office, changed)
    return number


def rebuild_index(office: Office) -> Iterator[Progress]:
    """Read every case again, as after a change of what a word is; what can be found stays found meanwhile."""
    with office.database.reading() as connection:
        total = search_progress.number_of_cases(connection)
    done, after = 0, search_progress.BEGINNING
    while True:
        with office.database.reading() as connection:
            numbered = search_progress.cases_after(connection, after, AT_ONCE)
        if not numbered:
            break
        _index(office, [each.case_id for each in numbered])
        done, after = done + len(numbered), numbered[-1].place
        yield Progress(done, total)
    while _tidied(office):
        pass


def forget_case(connection: Connection, case_id: UUID) -> None:
    """Let nobody find a case any more, in the transaction that erases its key."""
    search.forget(connection, case_id)


def _index(office: Office, case_ids: Sequence[UUID]) -> int:
    number = 0
    for start in range(0, len(case_ids), AT_ONCE):
        read: list[ReadCase] = []
        for case_id in case_ids[start : start + AT_ONCE]:
            failure_of(partial(_read, office, case_id, read), case=str(case_id))
        with office.database.transaction() as connection:
            search.write(connection, read)
        number += len(read)
    return number


def _read(office: Office, case_id: UUID, read: list[ReadCase]) -> None:
    """Add what one case can be found by; what was erased can be found by nothing."""
    with office.database.reading() as connection:
        case = cases.read(connection, case_id)
        if case is None:
            return
        try:
            entries = entries_of(office, connection, case)
        except Erased:
            entries = []
    read.append(ReadCase(case_id, case_order(case.year, case.serial), case.version, entries))


def _follow(office: Office, changed: Sequence[Behind]) -> None:
    """Note up to where the journal was followed: to its end, or to the last case of a round that was full."""
    up_to = changed[-1].journal_id if len(changed) == ROUND else None
    with office.database.reading() as connection:
        mark = search_progress.settled(connection, office.now() - SETTLES_AFTER, up_to)
    if mark is not None:
        with office.database.transaction() as connection:
            search_progress.move_mark(connection, mark)


def _tidied(office: Office) -> bool:
    with office.database.transaction() as connection:
        return search.tidy(connection)
