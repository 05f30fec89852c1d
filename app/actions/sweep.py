"""Sweep away what has expired, and move the deadlines that an older calendar still gives."""

from __future__ import annotations

from datetime import timedelta

from app.actions.announce_presence import PRESENT
from app.actions.move_deadlines import move_deadlines
from app.office import Office
from persistence import contact_checks, drafts, idempotency, sessions, task_viewers, throttles

DRAFTS_KEPT = timedelta(days=30)
TRACES_KEPT = timedelta(days=2)


def sweep(office: Office) -> int:
    """Delete expired sessions, forgotten drafts, old throttles, idempotency keys and viewers; one sweep is enough."""
    now = office.now()
    with office.database.transaction() as connection:
        sessions.forget_expired(connection, now - TRACES_KEPT)
        drafts.discard_older(connection, now - DRAFTS_KEPT)
        contact_checks.forget_expired(connection, now)
        throttles.forget_older(connection, now - TRACES_KEPT)
        idempotency.forget_older(connection, now - TRACES_KEPT)
        task_viewers.forget_older(connection, now - PRESENT)
    move_deadlines(office)
    return 0
