"""Try again what the worker has given up: a timer, or a message."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from sqlalchemy import Connection

from app.actions import letters, mail_address, office_journal
from app.actions.notice_kinds import MAIL
from app.office import Office
from app.security.actor import Actor
from persistence import outbox, timers
from persistence.sealing import UnknownSeal, WrongKey


def retry_timer(office: Office, actor: Actor, timer_id: UUID) -> bool:
    """Let the worker fire a timer again. Returns False when it does not wait for this any more."""
    now = office.now()
    with office.database.transaction() as connection:
        is_waiting = timers.try_again(connection, timer_id, now)
        if is_waiting:
            office_journal.record(connection, office, "timer_retried", actor, now, timer=str(timer_id))
    return is_waiting


def retry_message(office: Office, actor: Actor, message_id: int) -> bool:
    """Let the worker send a message again, and trust its address. Returns False when it does not wait for this."""
    now = office.now()
    with office.database.transaction() as connection:
        is_waiting = outbox.try_again(connection, message_id, now)
        if is_waiting:
            _trust_address(office, connection, message_id)
            office_journal.record(connection, office, "message_retried", actor, now, message=message_id)
    return is_waiting


def _trust_address(office: Office, connection: Connection, message_id: int) -> None:
    message = outbox.read(connection, message_id)
    if message is not None and message.channel == MAIL:
        # An address that does not open is told again by the next try.
        with suppress(WrongKey, UnknownSeal):
            mail_address.revive(office, connection, letters.recipient(office, message))
