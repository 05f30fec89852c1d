"""Describe what happens in the office beside its cases: logging in, accounts, units, calendar, SOP."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.office import Office
from app.security.actor import Actor
from persistence import journal
from persistence.journal import Entry


def record(connection: Connection, office: Office, kind: str, actor: Actor, now: datetime, **payload: Any) -> None:
    """Append an entry to the office's own chain."""
    entry = Entry(
        kind=kind,
        at=now,
        recorded_at=now,
        actor_kind=actor.role,
        actor_id=actor.account_id,
        payload=payload,
    )
    journal.append_to_office(connection, office.keys.office, entry)
