"""Answers that a reporter wants on paper: printed, and handed over once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from persistence.cases import Case
from persistence.inserting import insert_or
from persistence.tables import cases, letters


def ask_for(connection: Connection, case_id: UUID, inbox_key: str) -> None:
    """Note that a reporter wants her answer on paper, once."""
    new = insert_or(connection.dialect.name, letters).values(case_id=case_id, inbox_key=inbox_key)
    connection.execute(new.on_conflict_do_nothing())


def do_without(connection: Connection, case_id: UUID) -> None:
    """Forget it again, unless the letter has been handed over."""
    connection.execute(delete(letters).where(letters.c.case_id == case_id, letters.c.handed_over_at.is_(None)))


def hand_over(connection: Connection, case_id: UUID, at: datetime, by: int | None) -> bool:
    """Note that a letter was handed over. Returns False when it was before, or nobody asked for it."""
    waits = (letters.c.case_id == case_id) & letters.c.handed_over_at.is_(None)
    changed = connection.execute(update(letters).where(waits).values(handed_over_at=at, handed_over_by=by))
    return changed.rowcount == 1


def handed_over_at(connection: Connection, case_id: UUID) -> datetime | None:
    """Find when the letter of a case was handed over."""
    at: datetime | None = connection.scalar(select(letters.c.handed_over_at).where(letters.c.case_id == case_id))
    return at


def waiting(
    connection: Connection, inbox_keys: Collection[str], after: tuple[datetime, UUID] | None, limit: int
) -> list[Case]:
    """List the answered cases whose letter waits to be printed and handed over, answered first."""
    rows = select(*cases.c).join_from(letters, cases, cases.c.id == letters.c.case_id).where(*_waits(inbox_keys))
    if after:
        rows = rows.where(tuple_(cases.c.answered_at, cases.c.id) > tuple_(*after))
    return [Case(*row) for row in connection.execute(rows.order_by(cases.c.answered_at, cases.c.id).limit(limit))]


def count_waiting(connection: Connection, inbox_keys: Collection[str]) -> int:
    """Count the letters that wait to be printed and handed over."""
    counted = select(func.count()).select_from(letters).join(cases, cases.c.id == letters.c.case_id)
    return connection.scalar(counted.where(*_waits(inbox_keys))) or 0


def _waits(inbox_keys: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        letters.c.inbox_key.in_(inbox_keys),
        letters.c.handed_over_at.is_(None),
        cases.c.answered_at.is_not(None),
    )
