"""Write what happens to a case beside its diagram: one entry of its journal, on the version that was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.errors import CaseEnded, Missing
from app.security.actor import Actor
from app.security.authorize import require_follower
from persistence import case_reading, cases, journal
from persistence.case_reading import CaseInJournal
from persistence.cases import Case
from persistence.journal import Entry


def reporters_case(connection: Connection, actor: Actor, case_id: UUID, command_id: UUID) -> CaseInJournal:
    """Read a case for its reporter, who is about to do something in it. Raises Missing."""
    found = case_reading.read(connection, case_id, command_id)
    if found is None:
        raise Missing
    require_follower(actor, found.case)
    return found


def require_running(case: Case) -> None:
    """Check that a case has not ended. Raises CaseEnded."""
    if case.status != "running":
        raise CaseEnded(case.closed_at)


def entry(kind: str, actor: Actor, now: datetime, command_id: UUID | None = None, **payload: Any) -> Entry:
    """Describe what a member of staff did in a case."""
    return Entry(
        kind=kind,
        at=now,
        recorded_at=now,
        actor_kind=actor.role,
        actor_id=actor.account_id,
        payload=payload,
        command_id=command_id,
    )


def reporters_entry(
    kind: str, actor: Actor, case: Case, now: datetime, command_id: UUID | None = None, **payload: Any
) -> Entry:
    """Describe what the reporter did in her case.

    Whoever reports anonymously stays so, even while she is logged in, and even where she works at the office.
    """
    return Entry(
        kind=kind,
        at=now,
        recorded_at=now,
        actor_kind="citizen",
        actor_id=None if case.visibility == "anonim" else actor.account_id,
        payload=payload,
        command_id=command_id,
    )


def write(connection: Connection, found: CaseInJournal, key: bytes, written: Entry, **changes: Any) -> bool:
    """Move a case on by one entry. Returns False, with nothing written, when somebody was first."""
    if not cases.update_case(connection, found.case.id, found.case.version, **changes):
        return False
    journal.append(connection, found.case.id, found.end, key, written)
    return True


def in_place_at(actor: Actor, inbox_key: str) -> dict[str, Any]:
    """Say in a payload for whom somebody acts at an inbox; nothing where she has a seat there herself."""
    if inbox_key in actor.own_inbox_keys:
        return {}
    absent = next((one for one in actor.stands_in if inbox_key in one.inbox_keys), None)
    return {"on_behalf_of": absent.account_id, "acting": absent.title} if absent else {}
