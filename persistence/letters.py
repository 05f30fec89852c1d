"""Answers that a reporter wants on paper: printed, and handed over once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
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


def waits(connection: Connection, case_id: UUID) -> bool:
    """Tell whether a letter was asked for and has not been handed over."""
    waiting_one = (letters.c.case_id == case_id) & letters.c.handed_over_at.is_(None)
    return connection.scalar(select(letters.c.case_id).where(waiting_one)) is not None


def hand_over(connection: Connection, case_id: UUID, at: datetime, by: int | None) -> None:
    """Note that a letter was handed over. The case's version must have been moved first."""
    handed = update(letters).where(letters.c.case_id == case_id)
    connection.execute(handed.values(handed_over_at=at, handed_over_by=by))


def read(connection: Connection, case_id: UUID) -> tuple[bool, datetime | None]:
    """Tell whether a letter was asked for, and when it was handed over."""
    row = connection.execute(select(letters.c.handed_over_at).where(letters.c.case_id == case_id)).one_or_none()
    return (True, row[0]) if row else (False, None)


def waiting(
    connection: Connection, inbox_keys: Collection[str], after: tuple[datetime, UUID] | None, limit: int
) -> list[Case]:
    """List the answered cases whose letter waits to be printed and handed over, answered first."""
    rows = select(*cases.c).join_from(letters, cases, cases.c.id == letters.c.case_id).where(*_waits(inbox_keys))
    if after:
        at, last_id = after
        rows = rows.where((cases.c.answered_at > at) | ((cases.c.answered_at == at) & (cases.c.id > last_id)))
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
