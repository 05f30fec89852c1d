"""Try again what the worker has given up: a timer, or a message."""

from __future__ import annotations

from uuid import UUID

from app.actions import office_journal
from app.office import Office
from app.security.actor import Actor
from persistence import outbox, timers


def retry_timer(office: Office, actor: Actor, timer_id: UUID) -> bool:
    """Let the worker fire a timer again. Returns False when it does not wait for this any more."""
    now = office.now()
    with office.database.transaction() as connection:
        is_waiting = timers.try_again(connection, timer_id, now)
        if is_waiting:
            office_journal.record(connection, office, "timer_retried", actor, now, timer=str(timer_id))
    return is_waiting


def retry_message(office: Office, actor: Actor, message_id: int) -> bool:
    """Let the worker send a message again. Returns False when it does not wait for this any more."""
    now = office.now()
    with office.database.transaction() as connection:
        is_waiting = outbox.try_again(connection, message_id, now)
        if is_waiting:
            office_journal.record(connection, office, "message_retried", actor, now, message=message_id)
    return is_waiting
