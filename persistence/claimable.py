"""Which tasks somebody can still claim, the most urgent first, and how many tasks each person has."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from persistence import inbox
from persistence.inbox_ranges import ranges
from persistence.inbox_wanted import Condition, Wanted
from persistence.sort_keys import NONE
from persistence.tables import tasks
from persistence.tables.tasks import OPEN

_FREE = Condition("owner_key", is_=NONE)


def most_urgent(connection: Connection, keys: Collection[str], now: datetime, limit: int) -> list[UUID]:
    """List the open tasks of these inboxes that nobody owns, first due first."""
    free = Wanted(now, tuple(ranges(connection, sorted(keys))), conditions=(_FREE,))
    return [line.id for line in inbox.page(connection, free, limit=limit)]


def numbers_of_open(connection: Connection, account_ids: Sequence[int]) -> dict[int, int]:
    """Count the open tasks of these accounts, by account; who has none is missing."""
    owned = select(tasks.c.owner_id, func.count().label("number")).where(tasks.c.owner_id.in_(account_ids), OPEN)
    return {row.owner_id: row.number for row in connection.execute(owned.group_by(tasks.c.owner_id))}
