"""Who wants to be told of what by which way, and the browsers that take messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from persistence.inserting import insert_or
from persistence.tables import notification_choices, push_subscriptions

Choices = Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Subscription:
    """Hold a row of `push_subscriptions`; `sealed` is where its messages go and with which keys."""

    id: int
    account_id: int
    endpoint_index: str
    sealed: bytes
    created_at: datetime
    used_at: datetime | None


def choices_of(connection: Connection, account_id: int) -> dict[tuple[str, str], bool]:
    """Return what an account has chosen, by topic and channel; where it chose nothing there is nothing."""
    rows = connection.execute(select(notification_choices).where(notification_choices.c.account_id == account_id))
    return {(row.topic, row.channel): row.is_on for row in rows}


def choose(connection: Connection, account_id: int, choices: Choices) -> None:
    """Write what an account has chosen."""
    table = notification_choices
    rows = [
        {"account_id": account_id, "topic": topic, "channel": channel, "is_on": is_on}
        for (topic, channel), is_on in choices.items()
    ]
    if rows:
        chosen = insert_or(connection.dialect.name, table).values(rows)
        keys = [table.c.account_id, table.c.topic, table.c.channel]
        connection.execute(chosen.on_conflict_do_update(index_elements=keys, set_={"is_on": chosen.excluded.is_on}))


def subscriptions_of(connection: Connection, account_id: int) -> list[Subscription]:
    """List the browsers of an account, the first to subscribe first."""
    wanted = select(push_subscriptions).where(push_subscriptions.c.account_id == account_id)
    return [Subscription(*row) for row in connection.execute(wanted.order_by(push_subscriptions.c.id))]


def read_subscription(connection: Connection, subscription_id: int) -> Subscription | None:
    """Find a browser that takes messages, if it still does."""
    wanted = select(push_subscriptions).where(push_subscriptions.c.id == subscription_id)
    row = connection.execute(wanted).one_or_none()
    return Subscription(*row) if row else None


def subscribe(connection: Connection, account_id: int, endpoint_index: str, sealed: bytes, at: datetime) -> None:
    """Write a browser that takes messages from now on, for this account and no other."""
    table = push_subscriptions
    values = {"account_id": account_id, "sealed": sealed, "created_at": at, "used_at": None}
    subscribed = insert_or(connection.dialect.name, table).values(endpoint_index=endpoint_index, **values)
    connection.execute(subscribed.on_conflict_do_update(index_elements=[table.c.endpoint_index], set_=values))


def unsubscribe(connection: Connection, subscription_id: int, account_id: int | None = None) -> bool:
    """Forget a browser, if it is this account's. Returns False where there is none."""
    chosen = push_subscriptions.c.id == subscription_id
    if account_id is not None:
        chosen &= push_subscriptions.c.account_id == account_id
    return connection.execute(delete(push_subscriptions).where(chosen)).rowcount == 1


def unsubscribe_all(connection: Connection, account_id: int) -> None:
    """Forget every browser of an account."""
    connection.execute(delete(push_subscriptions).where(push_subscriptions.c.account_id == account_id))


def note_use(connection: Connection, subscription_id: int, at: datetime) -> None:
    """Note that a message went to a browser."""
    connection.execute(update(push_subscriptions).where(push_subscriptions.c.id == subscription_id).values(used_at=at))
