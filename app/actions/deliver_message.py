"""Send what waits in the outbox; a mail server that is down delays mails and nothing else."""

from __future__ import annotations

from dataclasses import replace

import structlog

from app import mail
from app.actions import letters
from app.containment import failure_of
from app.office import Office
from persistence import outbox
from persistence.outbox import Message
from persistence.retries import MOST_ATTEMPTS

log = structlog.get_logger()
BATCH = 20


def deliver_due_messages(office: Office) -> int:
    """Send messages that are due now, until one finds the mail server down. Returns how many were taken."""
    taken = 0
    while taken < BATCH and (message := _take(office)):
        taken += 1
        failure = failure_of(lambda: _deliver(office, message), message=message.id)
        _note(office, message, failure)
        if isinstance(failure, mail.MailDelayed):
            break
    return taken


def _take(office: Office) -> Message | None:
    """Take one message at a time, because a slow mail server could outlast the lease on many."""
    now = office.now()
    with office.database.reading() as connection:
        next_at = outbox.next_try_at(connection, "mail")
    if next_at is None or next_at > now:
        return None
    with office.database.transaction() as connection:
        return next(iter(outbox.take_due(connection, now, 1)), None)


def _deliver(office: Office, message: Message) -> None:
    letter = letters.letter(office, message)
    mail.send(office.settings, letter, f"pesan-{message.id}", message.created_at)


def _note(office: Office, message: Message, failure: Exception | None) -> None:
    if isinstance(failure, mail.MailDelayed):
        # Nothing is wrong with the message, so it is tried for as long as the server is down.
        message = replace(message, attempts=min(message.attempts, MOST_ATTEMPTS - 1))
    with office.database.transaction() as connection:
        if failure is None:
            outbox.mark_sent(connection, message.id, office.now())
        elif outbox.record_failure(connection, message, office.now(), _reason(failure)):
            log.error("message_given_up", message=message.id)


def _reason(failure: Exception) -> str:
    """Say what went wrong without quoting an address, which the texts of other exceptions may do."""
    is_ours = isinstance(failure, mail.MailDelayed | mail.MailRefused)
    return f"{type(failure).__name__}: {failure}" if is_ours else type(failure).__name__
