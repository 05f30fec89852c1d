"""Accounts of citizens and staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from persistence.inserting import insert_row
from persistence.sort_keys import fold
from persistence.tables import accounts


@dataclass(frozen=True)
class Account:
    """Hold a row of `accounts`."""

    id: int
    login: str
    name: str
    password_hash: str | None
    role: str
    language: str
    is_active: bool
    contact_sealed: bytes | None
    created_at: datetime
    name_key: str = ""


def create(
    connection: Connection,
    login: str,
    name: str,
    role: str,
    created_at: datetime,
    *,
    password_hash: str | None = None,
    **values: Any,
) -> int:
    """Write an account that may log in, and give its id. A login that is taken raises IntegrityError."""
    return insert_row(
        connection,
        accounts,
        login=login.lower(),
        name=name,
        name_key=fold(name),
        role=role,
        created_at=created_at,
        password_hash=password_hash,
        **{"is_active": True, **values},
    )


def read(connection: Connection, account_id: int) -> Account | None:
    """Find an account by its id."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).one_or_none()
    return Account(*row) if row else None


def read_by_login(connection: Connection, login: str) -> Account | None:
    """Find an account by its e-mail or phone number, in any case."""
    row = connection.execute(select(accounts).where(accounts.c.login == login.lower())).one_or_none()
    return Account(*row) if row else None


def names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Find the names of these accounts, by id."""
    if not ids:
        return {}
    rows = connection.execute(select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def with_roles(connection: Connection, roles: Sequence[str]) -> list[Account]:
    """List the accounts of these roles by name."""
    rows = select(accounts).where(accounts.c.role.in_(roles)).order_by(accounts.c.name, accounts.c.id)
    return [Account(*row) for row in connection.execute(rows)]


def change(connection: Connection, account_id: int, **values: Any) -> None:
    """Change columns of an account."""
    if "name" in values:
        values = {**values, "name_key": fold(values["name"])}
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))


def read_locked(connection: Connection, account_id: int) -> Account | None:
    """Find an account that this transaction is going to change; nobody else changes it meanwhile."""
    # NO KEY UPDATE on PostgreSQL: journal entries that name the account are not held up.
    wanted = select(accounts).where(accounts.c.id == account_id).with_for_update(key_share=True)
    row = connection.execute(wanted).one_or_none()
    return Account(*row) if row else None


def count_active(connection: Connection, role: str) -> int:
    """Count the accounts of a role that may log in."""
    active = select(func.count()).select_from(accounts).where(accounts.c.role == role, accounts.c.is_active)
    return connection.execute(active).scalar_one()


def search(
    connection: Connection, text: str, roles: Sequence[str] = (), *, offset: int = 0, limit: int = 50
) -> tuple[list[Account], int]:
    """List the accounts whose name or login holds this text, by name, and count them all; no roles mean any."""
    found = func.lower(accounts.c.name).contains(text.lower(), autoescape=True)
    found |= accounts.c.login.contains(text.lower(), autoescape=True)
    if roles:
        found &= accounts.c.role.in_(roles)
    number = connection.execute(select(func.count()).select_from(accounts).where(found)).scalar_one()
    page = select(accounts).where(found).order_by(accounts.c.name, accounts.c.id).offset(offset).limit(limit)
    return [Account(*row) for row in connection.execute(page)], number
