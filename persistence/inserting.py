"""Inserts that the rest of this package shares."""

from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Write a row and give the id that the database chose."""
    new_id: int = connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    return new_id


def insert_or(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT … ON CONFLICT, which both databases have and SQLAlchemy keeps in their dialects."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
