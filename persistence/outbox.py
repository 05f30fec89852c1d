"""Messages, written in the transaction that causes them and sent by a worker after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from persistence import retries
from persistence.tables import outbox

LEASE = timedelta(minutes=2)
CHANNELS = ("mail", "push", "whatsapp")
_ADD = insert(outbox)  # Built once, for the hot path.
# Every worker asks this every second.
_NEXT_TRY = (
    select(outbox.c.next_try_at)
    .where(outbox.c.state == "waiting", outbox.c.channel == bindparam("of_channel"))
    .order_by(outbox.c.next_try_at)
    .limit(1)
)


@dataclass(frozen=True)
class Message:
    """Hold a row of `outbox`."""

    id: int
    case_id: UUID | None
    kind: str
    recipient_sealed: bytes
    payload_sealed: bytes
    created_at: datetime
    state: str
    attempts: int
    next_try_at: datetime
    sent_at: datetime | None
    last_error: str | None
    channel: str
    account_id: int | None
    sent_by: int | None


@dataclass(frozen=True)
class NewMessage:
    """Describe a message to be sent at `created_at` or soon after; in the state `by_hand` it waits for a person."""

    kind: str
    recipient_sealed: bytes
    payload_sealed: bytes
    created_at: datetime
    case_id: UUID | None = None
    channel: str = "mail"
    account_id: int | None = None
    state: str = "waiting"


def add(connection: Connection, messages: Sequence[NewMessage]) -> None:
    """Write messages, in one statement."""
    if messages:
        rows = [{**vars(message), "attempts": 0, "next_try_at": message.created_at} for message in messages]
        connection.execute(_ADD, rows)


def take_due(
    connection: Connection, now: datetime, limit: int, lease: timedelta = LEASE, *, channel: str = "mail"
) -> list[Message]:
    """Take messages of a channel that are due, oldest first; nobody else takes them before the lease ends.

    A worker that dies between sending and `mark_sent` makes a message go out twice; none is ever lost.
    """
    taken = [
        Message(*row) for row in retries.take_due(connection, outbox, now, limit, lease, outbox.c.channel == channel)
    ]
    return sorted(taken, key=lambda message: message.id)


def mark_sent(connection: Connection, message_id: int, at: datetime) -> None:
    """Note that a message went out."""
    connection.execute(update(outbox).where(outbox.c.id == message_id).values(state="sent", sent_at=at))


def next_try_at(connection: Connection, channel: str | None = None) -> datetime | None:
    """Find when the worker has its next message to send, of a channel or of all."""
    tries = [connection.scalar(_NEXT_TRY, {"of_channel": each}) for each in ([channel] if channel else CHANNELS)]
    return min((at for at in tries if at), default=None)


def record_failure(connection: Connection, message: Message, now: datetime, error: str) -> bool:
    """Plan the next try of a taken message. Returns whether it was given up; `error` must not name anybody."""
    return retries.record_failure(connection, outbox, message.id, message.attempts, now, error)


def try_again(connection: Connection, message_id: int, now: datetime) -> bool:
    """Put a message that was given up back among the waiting."""
    return retries.try_again(connection, outbox, message_id, now)


def failed(connection: Connection) -> list[Message]:
    """List the messages that were given up, for the administrator."""
    return [Message(*row) for row in retries.failed(connection, outbox)]
