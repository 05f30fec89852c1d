"""What people find cases by. The worker writes it, following the journal, so that no completion waits for it."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    Insert,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    table,
    true,
    update,
)

from persistence.inserting import insert_or
from persistence.tables import search_entries, search_frequencies, search_progress

# The inbox of whoever oversees all tasks; every indexed case has an entry in it, which tells how far it was read.
OVERSEERS = "*"
_PAGES_AT_ONCE = 500
# Inboxes that one case may pass through, each time counted anew when it comes back after it was taken away.
_PLACES = 1000

_entry = search_entries.c
_index = table("search_words", column("search_words"), column("rank"))


@dataclass(frozen=True)
class NewEntry:
    """Say what one inbox may find a case by; `task_id` is the inbox's newest task of the case.

    `open_tasks`: the tasks that wait in this inbox, or for the reporter after it; see `joined`.
    """

    inbox_key: str
    task_id: UUID | None
    open_tasks: bytes
    tokens: frozenset[str]


@dataclass(frozen=True)
class ReadCase:
    """Hold what was read of a case at one version; one without entries is found no more."""

    case_id: UUID
    case_order: int
    version: int
    entries: Sequence[NewEntry]


def joined(task_ids: Iterable[UUID]) -> bytes:
    """Write the ids of tasks as one value, so that a search reads them without looking up each task."""
    return b"".join(task_id.bytes for task_id in task_ids)


def parted(joined_ids: bytes) -> Iterator[UUID]:
    """Read the ids of tasks from one value."""
    for start in range(0, len(joined_ids), 16):
        yield UUID(bytes=joined_ids[start : start + 16])


def entry_id(case_order: int) -> int:
    """Return the first id of a case's entries; those of later cases are higher."""
    return case_order * _PLACES


def case_of(entry: int) -> int:
    """Return the order of the case to which an entry belongs."""
    return entry // _PLACES


def write(connection: Connection, read: Sequence[ReadCase]) -> None:
    """Bring the entries of cases to what was read of them, unless somebody has read them later."""
    _one_at_a_time(connection)
    change: Counter[str] = Counter()
    for case in read:
        _write(connection, case, change)
    _count(connection, change)


def forget(connection: Connection, case_id: UUID) -> None:
    """Delete everything by which a case can be found."""
    write(connection, [ReadCase(case_id, 0, 0, ())])


def tidy(connection: Connection) -> bool:
    """Let SQLite put a part of its index in order, which also drops what deleted entries left in it.

    Returns whether there is more to do; PostgreSQL does this by itself.
    """
    if connection.dialect.name != "sqlite":
        return False
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    # A negative number merges everything, part by part, and not only what would be merged by itself.
    merge = insert(_index).values(search_words="merge", rank=-_PAGES_AT_ONCE)
    connection.execute(merge)
    # The command itself counts as one change (https://sqlite.org/fts5.html, "The merge command").
    changes: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one() - before
    return changes >= 2


def _one_at_a_time(connection: Connection) -> None:
    """Let other writers of the index wait, who would count the same tokens in another order."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(search_progress.c.id).with_for_update())


def _write(connection: Connection, case: ReadCase, change: Counter[str]) -> None:
    own = _entry.case_id == case.case_id
    rows = connection.execute(select(_entry.id, _entry.inbox_key, _entry.tokens, _entry.version).where(own))
    stored = {row.inbox_key: row for row in rows}
    if case.entries and any(row.version > case.version for row in stored.values()):
        return
    wanted = {entry.inbox_key: entry for entry in case.entries}
    _delete(connection, [row.id for key, row in stored.items() if key not in wanted])
    free = count(max((row.id + 1 for row in stored.values()), default=entry_id(case.case_order)))
    _insert(connection, case, free, [entry for key, entry in wanted.items() if key not in stored])
    for key in stored.keys() & wanted.keys():
        same = stored[key].tokens == wanted[key].tokens
        values = {name: value for name, value in vars(wanted[key]).items() if not (same and name == "tokens")}
        connection.execute(
            update(search_entries).where(_entry.id == stored[key].id).values(**values, version=case.version)
        )
    change.update(token for entry in case.entries for token in entry.tokens)
    change.subtract(token for row in stored.values() for token in row.tokens)


def _delete(connection: Connection, ids: Collection[int]) -> None:
    if ids:
        connection.execute(delete(search_entries).where(_entry.id.in_(ids)))


def _insert(connection: Connection, case: ReadCase, free: Iterator[int], entries: Sequence[NewEntry]) -> None:
    if entries:
        shared = {"case_id": case.case_id, "version": case.version}
        rows = [{"id": next(free), **vars(entry), **shared} for entry in entries]
        connection.execute(insert(search_entries), rows)


def _count(connection: Connection, change: Mapping[str, int]) -> None:
    """Count in how many entries a token stands; one that stands in none leaves no trace."""
    moved = {token: number for token, number in sorted(change.items()) if number}
    if moved:
        connection.execute(_counting(connection.dialect.name), {"moved": json.dumps(moved)})
    fewer = [token for token, number in moved.items() if number < 0]
    if fewer:
        gone = search_frequencies.c.token.in_(fewer), search_frequencies.c.entries <= 0
        connection.execute(delete(search_frequencies).where(*gone))


@cache
def _counting(dialect: str) -> Insert:
    """Add many numbers in one statement: a case has hundreds of tokens, and other writers wait meanwhile."""
    each = func.json_each if dialect == "sqlite" else func.json_each_text
    moved = each(cast(bindparam("moved", type_=Text()), JSON if dialect != "sqlite" else Text)).table_valued(
        "key", "value"
    )
    # Without a WHERE, SQLite takes ON CONFLICT for the beginning of a join.
    rows = select(moved.c.key, cast(moved.c.value, Integer)).where(true())
    new = insert_or(dialect, search_frequencies).from_select(["token", "entries"], rows)
    number = search_frequencies.c.entries + new.excluded.entries
    return new.on_conflict_do_update(index_elements=[search_frequencies.c.token], set_={"entries": number})
