"""Send what waits in the outbox; a way that is closed delays what goes that way, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from app import mail, whatsapp
from app.actions import letters, mail_address, push_message
from app.actions.notice_kinds import MAIL, PUSH, WHATSAPP
from app.containment import failure_of
from app.delivery import AddressDead, PutOff, Refused, WayClosed
from app.office import Office
from persistence import outbox
from persistence.outbox import Message
from persistence.retries import MOST_ATTEMPTS

log = structlog.get_logger()
BATCH = 20
# A mailbox that is full, or a server that puts strangers off, is tried for a day; see retries.pause_after.
ATTEMPTS_OF_A_DAY = 30


def deliver_due_messages(office: Office) -> int:
    """Send messages that are due now, by every way. Returns how many were taken."""
    return sum(deliver_by(office, channel) for channel in _SENDERS)


def deliver_by(office: Office, channel: str) -> int:
    """Send messages that are due now by one way, until it is closed. Returns how many were taken."""
    taken = 0
    while taken < BATCH and (message := _take(office, channel)):
        taken += 1
        failure = _failure_of_sending(office, message)
        _note(office, message, failure)
        if isinstance(failure, WayClosed):
            break
    return taken


def _take(office: Office, channel: str) -> Message | None:
    """Take one message at a time, because a slow server could outlast the lease on many."""
    now = office.now()
    with office.database.reading() as connection:
        next_at = outbox.next_try_at(connection, channel)
    if next_at is None or next_at > now:
        return None
    with office.database.transaction() as connection:
        return next(iter(outbox.take_due(connection, now, 1, channel=channel)), None)


def _failure_of_sending(office: Office, message: Message) -> Exception | None:
    """Send a message; return what kept it from going out. Only what nobody expects is logged with where it happened."""
    told: list[Exception] = []

    def work() -> None:
        try:
            _SENDERS[message.channel](office, message)
        except (Refused, PutOff, WayClosed) as answer:
            log.warning("message_not_sent", message=message.id, channel=message.channel, reason=_reason(answer))
            told.append(answer)

    return failure_of(work, message=message.id, channel=message.channel) or next(iter(told), None)


def _mail(office: Office, message: Message) -> None:
    letter = letters.letter(office, message)
    with office.database.reading() as connection:
        if mail_address.is_dead(office, connection, letter.recipient):
            raise Refused("the address does not work")
    mail.send(office.settings, letter, letters.message_id(office, message), message.created_at)


def _whatsapp(office: Office, message: Message) -> None:
    letter = letters.letter(office, message)
    whatsapp.gateway(office.settings)(office, whatsapp.international(letter.recipient), letter.text)


def _note(office: Office, message: Message, failure: Exception | None) -> None:
    if failure is None:
        with office.database.transaction() as connection:
            outbox.mark_sent(connection, message.id, office.now())
        return
    reason = _reason(failure)
    if isinstance(failure, Refused):
        _note_refusal(office, message, failure, reason)
        return
    if isinstance(failure, WayClosed):
        # Nothing is wrong with the message, so it is tried for as long as the way is closed.
        message = replace(message, attempts=min(message.attempts, MOST_ATTEMPTS - 1))
    most = ATTEMPTS_OF_A_DAY if isinstance(failure, PutOff) else MOST_ATTEMPTS
    with office.database.transaction() as connection:
        if not outbox.record_failure(connection, message, office.now(), reason, most):
            return
        if message.channel == WHATSAPP:
            outbox.leave_to_people(connection, message.id, reason)
    log.error("message_given_up", message=message.id, channel=message.channel)


def _note_refusal(office: Office, message: Message, failure: Refused, reason: str) -> None:
    """Give a refused message up, unless somebody can send it by hand or its browser is gone."""
    now = office.now()
    is_dead = isinstance(failure, AddressDead)
    with office.database.transaction() as connection:
        if message.channel == WHATSAPP:
            outbox.leave_to_people(connection, message.id, reason)
        elif message.channel == PUSH and is_dead:
            push_message.forget(office, connection, message)
            outbox.drop(connection, message.id, reason)
        else:
            if is_dead:
                mail_address.mark_dead(office, connection, letters.recipient(office, message), reason, now)
            outbox.record_failure(connection, message, now, reason, most=0)
            log.error("message_given_up", message=message.id, channel=message.channel)


def _reason(failure: Exception) -> str:
    """Say what went wrong without quoting an address, which the texts of other exceptions may do."""
    is_ours = isinstance(failure, Refused | PutOff | WayClosed)
    return f"{type(failure).__name__}: {failure}" if is_ours else type(failure).__name__


_SENDERS: Mapping[str, Callable[[Office, Message], None]] = {
    MAIL: _mail,
    PUSH: push_message.send,
    WHATSAPP: _whatsapp,
}
