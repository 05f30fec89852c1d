"""Check the journal's chains with the office's own keys, and say in words what is wrong with one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from app.office import Office
from persistence import cases, verification
from persistence.sealing import UnknownSeal, WrongKey, unwrap
from persistence.verification import Problem

REASONS = {
    "gap": "entries before it are missing",
    "previous": "it does not follow the entry before it",
    "hash": "it was changed after it was written",
    "payload": "what is sealed in it is not what was written, or does not open with this secret key",
    "end": "it is missing at the end",
}
# A case key that does not open is told as a payload that does not.
OPENS_NOTHING = bytes(32)


def broken_chains(office: Office, connection: Connection) -> tuple[int, list[str]]:
    """Verify every case's chain and the office's; return the number of cases and a sentence per broken chain."""
    known = cases.sealed_keys(connection)

    def key_of(case_id: UUID | None) -> bytes | None:
        return office.keys.office if case_id is None else case_key(office, known.get(case_id, ("", None))[1])

    numbers: dict[UUID | None, str] = {case_id: number for case_id, (number, _) in known.items()}
    problems = verification.verify(connection, key_of)
    return len(known), [sentence(problem, numbers.get(problem.case_id)) for problem in problems]


def case_key(office: Office, sealed: bytes | None) -> bytes | None:
    """Return the key of a case's payloads, or None where they have been erased."""
    if sealed is None:
        return None
    try:
        return unwrap(office.keys.master, sealed)
    except (WrongKey, UnknownSeal):
        return OPENS_NOTHING


def sentence(problem: Problem, number: str | None) -> str:
    """Say which entry of which chain is the first bad one, and why."""
    chain = f"Case {number or problem.case_id}" if problem.case_id else "The office's own chain"
    return f"{chain}, entry {problem.seq}: {REASONS[problem.reason]}."
