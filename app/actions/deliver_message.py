"""Send what waits in the outbox; a mail server that is down delays mails and nothing else."""

from __future__ import annotations

import structlog

from app import mail
from app.actions import notices
from app.office import Office
from persistence import outbox
from persistence.outbox import Message
from persistence.sealing import UnknownSeal, WrongKey

log = structlog.get_logger()
BATCH = 20


def deliver_due_messages(office: Office) -> int:
    """Send the messages that are due now. Returns how many were taken."""
    now = office.now()
    with office.database.reading() as connection:
        next_at = outbox.next_try_at(connection)
    if next_at is None or next_at > now:
        return 0
    with office.database.transaction() as connection:
        taken = outbox.take_due(connection, now, BATCH)
    for message in taken:
        _deliver(office, message)
    return len(taken)


def _deliver(office: Office, message: Message) -> None:
    try:
        letter = notices.letter(office, message)
        mail.send(office.settings, letter.recipient, letter.subject, letter.text)
    except (mail.MailRefused, WrongKey, UnknownSeal) as error:
        with office.database.transaction() as connection:
            given_up = outbox.record_failure(connection, message, office.now(), type(error).__name__)
        log.warning("message_failed", message=message.id, given_up=given_up)
        return
    with office.database.transaction() as connection:
        outbox.mark_sent(connection, message.id, office.now())
