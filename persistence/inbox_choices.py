"""How each member of staff looks at the inbox: her columns, and the filters that she keeps or is shown by her unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, or_, select, update

from persistence.inserting import insert_or, insert_row
from persistence.tables import accounts, inbox_columns, saved_filters, units


@dataclass(frozen=True)
class SavedFilter:
    """Hold a row of `saved_filters`, with whose it is and which unit sees it."""

    id: int
    account_id: int
    unit_id: int | None
    name: str
    query: str
    created_at: datetime
    owner_name: str
    unit_name: str | None


_FILTER: Select[*tuple[Any, ...]] = (
    select(*saved_filters.c, accounts.c.name, units.c.name)
    .join(accounts, accounts.c.id == saved_filters.c.account_id)
    .outerjoin(units, units.c.id == saved_filters.c.unit_id)
)


def columns_of(connection: Connection, account_id: int) -> list[str]:
    """List the columns that somebody has chosen; none mean the usual ones."""
    chosen = select(inbox_columns.c.columns).where(inbox_columns.c.account_id == account_id)
    names = connection.scalar(chosen)
    return names.split(",") if names else []


def choose_columns(connection: Connection, account_id: int, names: Sequence[str]) -> None:
    """Remember the columns of an account, in this order."""
    new = insert_or(connection.dialect.name, inbox_columns).values(account_id=account_id, columns=",".join(names))
    again = {"columns": new.excluded["columns"]}
    connection.execute(new.on_conflict_do_update(index_elements=[inbox_columns.c.account_id], set_=again))


def filters_for(connection: Connection, account_id: int, unit_ids: Sequence[int]) -> list[SavedFilter]:
    """List the filters of an account and those that are shared with these units, by name."""
    seen = or_(saved_filters.c.account_id == account_id, saved_filters.c.unit_id.in_(unit_ids))
    rows = _FILTER.where(seen).order_by(saved_filters.c.name, saved_filters.c.id)
    return [SavedFilter(*row) for row in connection.execute(rows)]


def read_filter(connection: Connection, filter_id: int, account_id: int) -> SavedFilter | None:
    """Find a filter of this account."""
    own = saved_filters.c.id == filter_id, saved_filters.c.account_id == account_id
    row = connection.execute(_FILTER.where(*own)).one_or_none()
    return SavedFilter(*row) if row else None


def keep_filter(
    connection: Connection, account_id: int, name: str, query: str, unit_id: int | None, at: datetime
) -> int:
    """Write a filter and give its id. A name that the account has already raises IntegrityError."""
    values = {"account_id": account_id, "name": name, "query": query, "unit_id": unit_id, "created_at": at}
    return insert_row(connection, saved_filters, **values)


def change_filter(connection: Connection, filter_id: int, account_id: int, *, name: str, unit_id: int | None) -> bool:
    """Rename or share a filter of this account, if it is there. A name twice raises IntegrityError."""
    own = update(saved_filters).where(saved_filters.c.id == filter_id, saved_filters.c.account_id == account_id)
    return connection.execute(own.values(name=name, unit_id=unit_id)).rowcount == 1


def drop_filter(connection: Connection, filter_id: int, account_id: int) -> bool:
    """Delete a filter of this account. Returns False when there is none."""
    own = delete(saved_filters).where(saved_filters.c.id == filter_id, saved_filters.c.account_id == account_id)
    return connection.execute(own).rowcount == 1


def number_of_filters(connection: Connection, account_id: int) -> int:
    """Count the filters of an account."""
    return len(connection.scalars(select(saved_filters.c.id).where(saved_filters.c.account_id == account_id)).all())
