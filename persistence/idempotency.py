"""Answers already given to requests that write no case journal, so that a request sent twice has one effect."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from persistence.tables import idempotency_keys


def find_answer(connection: Connection, key: str) -> Any | None:
    """Find what this request was answered, if it was."""
    return connection.scalar(select(idempotency_keys.c.answer).where(idempotency_keys.c.key == key))


def remember(connection: Connection, key: str, answer: Any, now: datetime) -> None:
    """Keep the answer, in the transaction of its effect. Raises IntegrityError when somebody was first."""
    connection.execute(insert(idempotency_keys).values(key=key, answer=answer, created_at=now))


def forget_older(connection: Connection, before: datetime) -> int:
    """Delete the answers given before this instant. Returns how many."""
    old = delete(idempotency_keys).where(idempotency_keys.c.created_at < before)
    return connection.execute(old).rowcount
