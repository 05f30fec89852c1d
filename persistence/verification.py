"""Check the journal: is every chain whole, in order and unchanged?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from persistence.journal import START, JournalEntry, PayloadChanged, Position, hash_of, open_payload
from persistence.sealing import UnknownSeal, WrongKey
from persistence.tables import cases, journal

ROWS_AT_ONCE = 1000
_NAMES = [field.name for field in fields(JournalEntry)]


@dataclass(frozen=True)
class Problem:
    """Name the first bad entry of a chain; `case_id` is None in the office's own.

    `reason` is "gap" (entries are missing before it), "previous" (it does not follow the entry before it),
    "hash" (it was changed), "payload" (what is sealed in it is not what it commits to, or does not open) or
    "end" (it is the first that is missing at the end).
    """

    case_id: UUID | None
    seq: int
    reason: str


def verify(connection: Connection, key_of: Callable[[UUID | None], bytes | None] | None = None) -> list[Problem]:
    """Go through all chains and name the first bad entry of each.

    With `key_of`, which gives None for an erased key, the payloads are opened as well. Entries cut off the end
    of the office's chain leave no trace inside the database.
    """
    rows = connection.execute(
        select(journal).order_by(journal.c.case_id, journal.c.seq),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    found = {}
    for case_id, chain in groupby(_named(rows), key=itemgetter("case_id")):
        problem = _first_problem(chain, key_of(case_id) if key_of else None)
        if problem:
            found[case_id] = problem
    for case_id, seq in connection.execute(_cut_ends()):
        found.setdefault(case_id, Problem(case_id, seq + 1, "end"))
    return list(found.values())


def verify_chain(connection: Connection, case_id: UUID | None, key: bytes | None = None) -> Problem | None:
    """Go through one case's chain, or the office's own, and name its first bad entry; `key` as in `verify`."""
    its_own = journal.c.case_id.is_(None) if case_id is None else journal.c.case_id == case_id
    rows = connection.execute(select(journal).where(its_own).order_by(journal.c.seq)).all()
    return _first_problem(_named(rows), key)


def _named(rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(_NAMES, row, strict=True)) for row in rows)


def _first_problem(chain: Iterable[dict[str, Any]], key: bytes | None) -> Problem | None:
    before = START
    for entry in chain:
        reason = _reason(entry, before, key)
        if reason:
            return Problem(entry["case_id"], entry["seq"], reason)
        before = Position(entry["seq"], entry["entry_hash"])
    return None


def _reason(entry: dict[str, Any], before: Position, key: bytes | None) -> str | None:
    if entry["seq"] != before.seq + 1:
        return "gap"
    if entry["previous_hash"] != before.hash:
        return "previous"
    if entry["entry_hash"] != hash_of(entry):
        return "hash"
    return "payload" if key and not _opens(JournalEntry(**entry), key) else None


def _opens(entry: JournalEntry, key: bytes) -> bool:
    try:
        open_payload(entry, key)
    except (WrongKey, UnknownSeal, PayloadChanged):
        return False
    return True


def _cut_ends() -> Select[UUID, int]:
    """Select the cases whose version, which counts their entries, is past their last entry."""
    last = func.coalesce(func.max(journal.c.seq), 0)
    return (
        select(cases.c.id, last)
        .outerjoin(journal, journal.c.case_id == cases.c.id)
        .group_by(cases.c.id, cases.c.version)
        .having(last != cases.c.version)
    )
