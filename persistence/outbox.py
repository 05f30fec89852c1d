"""Messages, written in the transaction that causes them and sent by a worker after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, update

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


def record_failure(
    connection: Connection, message: Message, now: datetime, error: str, most: int = retries.MOST_ATTEMPTS
) -> bool:
    """Plan the next try of a taken message, or give it up after so many attempts. Returns whether it was given up.

    `error` must not name anybody.
    """
    return retries.record_failure(connection, outbox, message.id, message.attempts, now, error, most)


def drop(connection: Connection, message_id: int, error: str) -> None:
    """Note that nobody is there any more to whom a message could go."""
    dropped = update(outbox).where(outbox.c.id == message_id, outbox.c.state == "waiting")
    connection.execute(dropped.values(state="dropped", last_error=error))


def leave_to_people(connection: Connection, message_id: int, error: str) -> None:
    """Let somebody send by hand what could not be sent otherwise."""
    left = update(outbox).where(outbox.c.id == message_id, outbox.c.state.in_(("waiting", "failed")))
    connection.execute(left.values(state="by_hand", last_error=error))


def return_to_sender(connection: Connection, message_id: int, error: str) -> bool:
    """Note that a message that went out has come back. Returns False when it had not gone out, or is back already."""
    returned = update(outbox).where(outbox.c.id == message_id, outbox.c.state == "sent")
    return connection.execute(returned.values(state="failed", last_error=error)).rowcount == 1


def read(connection: Connection, message_id: int) -> Message | None:
    """Find a message."""
    row = connection.execute(select(outbox).where(outbox.c.id == message_id)).one_or_none()
    return Message(*row) if row else None


def by_hand(connection: Connection, limit: int) -> list[Message]:
    """List the messages that wait for somebody to send them, oldest first."""
    waiting = select(outbox).where(outbox.c.state == "by_hand").order_by(outbox.c.next_try_at, outbox.c.id)
    return [Message(*row) for row in connection.execute(waiting.limit(limit))]


def count_by_hand(connection: Connection) -> int:
    """Count the messages that wait for somebody to send them."""
    waiting = select(func.count()).select_from(outbox).where(outbox.c.state == "by_hand")
    return connection.execute(waiting).scalar_one()


def settle_by_hand(connection: Connection, message_id: int, state: str, at: datetime, by: int) -> bool:
    """Note that somebody sent a message by hand, or that it cannot be sent. Returns False when it did not wait."""
    settled = update(outbox).where(outbox.c.id == message_id, outbox.c.state == "by_hand")
    return connection.execute(settled.values(state=state, sent_at=at, sent_by=by)).rowcount == 1


def try_again(connection: Connection, message_id: int, now: datetime) -> bool:
    """Put a message that was given up back among the waiting."""
    return retries.try_again(connection, outbox, message_id, now)


def failed(connection: Connection) -> list[Message]:
    """List the messages that were given up, for the administrator."""
    return [Message(*row) for row in retries.failed(connection, outbox)]
