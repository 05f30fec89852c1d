"""What happened, written once: chained entries per case, and one chain of the office's own.

The payload, which may hold personal data, is sealed; the entry itself names nobody and holds no free text. A
salted hash ties the two together, so that deleting a case's key erases the payload and the chain still verifies.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Connection, func, insert, select

from persistence.canonical import canonical, sha256_hex
from persistence.sealing import open_, seal
from persistence.tables import journal

SALT_BYTES = 16
OFFICE_LOCK = 0x54414E47  # Any number that no other advisory lock of the database uses.
_ADD = insert(journal)  # Built once, for the hot path.
_NOT_HASHED = ("id", "entry_hash", "payload_sealed")


class PayloadChanged(Exception):
    """Say that a payload opens but is not the one that its entry commits to."""


@dataclass(frozen=True)
class Position:
    """Name the last entry of a chain."""

    seq: int
    hash: str


START = Position(seq=0, hash="0" * 64)


@dataclass(frozen=True)
class Entry:
    """Describe one thing that happened. `payload` is JSON without floats; only it may hold personal data."""

    kind: str
    at: datetime
    recorded_at: datetime
    actor_kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    actor_id: int | None = None
    lane: str | None = None
    element: str | None = None
    sop_sha256: str | None = None
    engine_version: str | None = None
    state_hash: str | None = None
    marking_hash: str | None = None
    command_id: UUID | None = None


@dataclass(frozen=True)
class JournalEntry:
    """Hold a row of `journal`."""

    id: int
    case_id: UUID | None
    seq: int
    kind: str
    at: datetime
    recorded_at: datetime
    actor_id: int | None
    actor_kind: str
    lane: str | None
    element: str | None
    payload_sealed: bytes
    payload_commit: str
    sop_sha256: str | None
    engine_version: str | None
    state_hash: str | None
    marking_hash: str | None
    previous_hash: str
    entry_hash: str
    command_id: UUID | None


def append(connection: Connection, case_id: UUID, after: Position, key: bytes, *entries: Entry) -> Position:
    """Write entries to a case's chain after the given one, and give the new last one.

    `after` is the chain's end at the version from which `update_case` moved the case in this transaction; that
    update keeps two writers of one chain apart. `key` is the case key.
    """
    return _append(connection, case_id, after, key, entries)


def append_to_office(connection: Connection, key: bytes, *entries: Entry) -> Position:
    """Write entries that belong to no case to the office's chain, and give the new last one."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(OFFICE_LOCK)))
    return _append(connection, None, position(connection, None), key, entries)


def position(connection: Connection, case_id: UUID | None) -> Position:
    """Find the last entry of a case's chain, or of the office's."""
    chain = select(journal.c.seq, journal.c.entry_hash).where(_chain(case_id))
    last = connection.execute(chain.order_by(journal.c.seq.desc()).limit(1)).one_or_none()
    return Position(*last) if last else START


def entries_of(connection: Connection, case_id: UUID | None) -> list[JournalEntry]:
    """List a case's entries, or the office's, in order."""
    rows = connection.execute(select(journal).where(_chain(case_id)).order_by(journal.c.seq))
    return [JournalEntry(*row) for row in rows]


def find_command(connection: Connection, command_id: UUID) -> JournalEntry | None:
    """Find what a command did, if it was carried out."""
    row = connection.execute(select(journal).where(journal.c.command_id == command_id)).one_or_none()
    return JournalEntry(*row) if row else None


def open_payload(entry: JournalEntry, key: bytes) -> dict[str, Any]:
    """Read an entry's payload. Raises WrongKey, UnknownSeal or PayloadChanged."""
    salted = open_(key, entry.payload_sealed, _place(entry.case_id, entry.seq))
    if sha256_hex(salted) != entry.payload_commit:
        raise PayloadChanged
    payload: dict[str, Any] = orjson.loads(salted[SALT_BYTES:])
    return payload


def hash_of(row: Mapping[str, Any]) -> str:
    """Compute the hash of an entry from its columns.

    It covers every column but `id`, with the payload through the hash of its sealed bytes, as one JSON object
    with sorted keys. Times are spelled as in `datetime.isoformat()`, in UTC.
    """
    spelled = dict(row)
    for name in _NOT_HASHED:
        spelled.pop(name, None)
    spelled["payload_sealed_sha256"] = sha256_hex(row["payload_sealed"])
    return sha256_hex(orjson.dumps(spelled, option=orjson.OPT_SORT_KEYS))


def _append(
    connection: Connection, case_id: UUID | None, after: Position, key: bytes, entries: tuple[Entry, ...]
) -> Position:
    rows = []
    for entry in entries:
        row = _row(case_id, after, key, entry)
        rows.append(row)
        after = Position(row["seq"], row["entry_hash"])
    connection.execute(_ADD, rows)
    return after


def _row(case_id: UUID | None, after: Position, key: bytes, entry: Entry) -> dict[str, Any]:
    seq = after.seq + 1
    salted = os.urandom(SALT_BYTES) + canonical(entry.payload)
    row = {
        **vars(entry),
        "case_id": case_id,
        "seq": seq,
        "at": entry.at.astimezone(UTC),
        "recorded_at": entry.recorded_at.astimezone(UTC),
        "payload_sealed": seal(key, salted, _place(case_id, seq)),
        "payload_commit": sha256_hex(salted),
        "previous_hash": after.hash,
    }
    del row["payload"]
    return {**row, "entry_hash": hash_of(row)}


def _chain(case_id: UUID | None) -> ColumnElement[bool]:
    return journal.c.case_id.is_(None) if case_id is None else journal.c.case_id == case_id


def _place(case_id: UUID | None, seq: int) -> bytes:
    return f"journal/{case_id or 'office'}/{seq}".encode()
