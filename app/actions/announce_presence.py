"""Say that somebody has a task open in a browser; no event, so the journal does not mention it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_visible
from persistence import task_reading, task_viewers

# A browser says so every twenty seconds; one that was closed hard is forgotten after three of its turns.
PRESENT = timedelta(seconds=60)


def announce_presence(office: Office, actor: Actor, task_id: UUID, *, is_leaving: bool) -> list[str]:
    """Note that this person has a task open, or no longer; returns who else has. Raises Missing."""
    now, account_id = office.now(), actor.account_id or 0
    with office.database.reading() as connection:
        require_visible(actor, task_reading.read_for_completion(connection, task_id))
        others = task_viewers.others(connection, task_id, account_id, now - PRESENT)
    with office.database.transaction() as connection:
        if is_leaving:
            task_viewers.leave(connection, task_id, account_id)
        else:
            task_viewers.stay(connection, task_id, account_id, now)
    return others
