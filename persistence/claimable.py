"""Which tasks somebody can still claim, the most urgent first, and how many tasks each person has."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Subquery, func, or_, select, union_all

from persistence.sort_keys import NONE
from persistence.tables import tasks
from persistence.tables.tasks import OPEN


def most_urgent(connection: Connection, keys: Collection[str], now: datetime, limit: int) -> list[UUID]:
    """List the open tasks of these inboxes that nobody owns and nobody has put off, first due first.

    Each key and row is a range of the index by owner, so that nothing is sorted but the few that are returned.
    """
    if not keys:
        return []
    merged = union_all(*(select(_first_of(key, now, limit)) for key in sorted(keys))).subquery()
    first = select(merged.c.id).order_by(merged.c.due_at, merged.c.id).limit(limit)
    return list(connection.scalars(first))


def numbers_of_open(connection: Connection, account_ids: Sequence[int]) -> dict[int, int]:
    """Count the open tasks of these accounts, by account; who has none is missing."""
    owned = select(tasks.c.owner_id, func.count().label("number")).where(tasks.c.owner_id.in_(account_ids), OPEN)
    return {row.owner_id: row.number for row in connection.execute(owned.group_by(tasks.c.owner_id))}


def _first_of(key: str, now: datetime, limit: int) -> Subquery:
    not_put_off = or_(tasks.c.snoozed_until.is_(None), tasks.c.snoozed_until <= now)
    free = select(tasks.c.due_at, tasks.c.id).where(
        tasks.c.inbox_key == key, tasks.c.owner_key == NONE, OPEN, not_put_off
    )
    return free.order_by(tasks.c.due_at, tasks.c.id).limit(limit).subquery()
