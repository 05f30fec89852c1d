"""Categories and sub-categories of complaints."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from persistence.inserting import insert_row
from persistence.tables import categories


@dataclass(frozen=True)
class Category:
    """Hold a row of `categories`; one without a parent is on the top level."""

    id: int
    parent_id: int | None
    code: str
    name: str
    unit_id: int | None
    visibility: str
    origin: str
    external_id: str | None
    position: int
    is_active: bool


def create(connection: Connection, code: str, name: str, origin: str, position: int, **values: Any) -> int:
    """Write a category and give its id. A code that its parent has already raises IntegrityError."""
    row = {"is_active": True, **values}
    return insert_row(connection, categories, code=code, name=name, origin=origin, position=position, **row)


def read(connection: Connection, category_id: int) -> Category | None:
    """Find a category by its id."""
    row = connection.execute(select(categories).where(categories.c.id == category_id)).one_or_none()
    return Category(*row) if row else None


def read_locked(connection: Connection, category_id: int) -> Category | None:
    """Find a category that this transaction is going to change; nobody else changes it meanwhile."""
    wanted = select(categories).where(categories.c.id == category_id).with_for_update(key_share=True)
    row = connection.execute(wanted).one_or_none()
    return Category(*row) if row else None


def read_by_code(connection: Connection, code: str, parent_id: int | None) -> Category | None:
    """Find a category by its code under its parent, or on the top level."""
    under = categories.c.parent_id.is_(None) if parent_id is None else categories.c.parent_id == parent_id
    row = connection.execute(select(categories).where(categories.c.code == code, under)).one_or_none()
    return Category(*row) if row else None


def every(connection: Connection, *, only_active: bool = False) -> list[Category]:
    """List the categories by position."""
    rows = select(categories).order_by(categories.c.position, categories.c.id)
    if only_active:
        rows = rows.where(categories.c.is_active)
    return [Category(*row) for row in connection.execute(rows)]


def change(connection: Connection, category_id: int, **values: Any) -> None:
    """Change columns of a category."""
    connection.execute(update(categories).where(categories.c.id == category_id).values(**values))
