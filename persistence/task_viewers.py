"""Who has a task open right now. A browser says so every twenty seconds, and is forgotten after a minute."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select

from persistence.inserting import insert_or
from persistence.tables import accounts, task_viewers


def stay(connection: Connection, task_id: UUID, account_id: int, at: datetime) -> None:
    """Say that an account has a task open."""
    new = insert_or(connection.dialect.name, task_viewers).values(task_id=task_id, account_id=account_id, seen_at=at)
    key = [task_viewers.c.task_id, task_viewers.c.account_id]
    connection.execute(new.on_conflict_do_update(index_elements=key, set_={"seen_at": at}))


def leave(connection: Connection, task_id: UUID, account_id: int) -> None:
    """Say that an account has closed a task's page."""
    own = task_viewers.c.task_id == task_id, task_viewers.c.account_id == account_id
    connection.execute(delete(task_viewers).where(*own))


def others(connection: Connection, task_id: UUID, account_id: int, since: datetime) -> list[str]:
    """List who else has had a task open since then, by name."""
    rows = (
        select(accounts.c.name)
        .join(task_viewers, task_viewers.c.account_id == accounts.c.id)
        .where(task_viewers.c.task_id == task_id, task_viewers.c.seen_at >= since, accounts.c.id != account_id)
        .order_by(accounts.c.name, accounts.c.id)
    )
    return list(connection.scalars(rows))


def forget_older(connection: Connection, before: datetime) -> None:
    """Delete who has not been seen since then."""
    connection.execute(delete(task_viewers).where(task_viewers.c.seen_at < before))
