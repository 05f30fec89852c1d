"""Units of the office, and who works in which lane of which unit."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from persistence.accounts import Account
from persistence.inserting import insert_row
from persistence.tables import accounts, memberships, units


@dataclass(frozen=True)
class Unit:
    """Hold a row of `units`."""

    id: int
    code: str
    name: str
    is_active: bool


@dataclass(frozen=True)
class Membership:
    """Hold a row of `memberships`; without a unit it is in a lane of the whole office."""

    id: int
    account_id: int
    lane: str
    unit_id: int | None


def create(connection: Connection, code: str, name: str, *, is_active: bool = True) -> int:
    """Write a unit and give its id. A code that is taken raises IntegrityError."""
    return insert_row(connection, units, code=code, name=name, is_active=is_active)


def read(connection: Connection, unit_id: int) -> Unit | None:
    """Find a unit by its id."""
    row = connection.execute(select(units).where(units.c.id == unit_id)).one_or_none()
    return Unit(*row) if row else None


def read_locked(connection: Connection, unit_id: int) -> Unit | None:
    """Find a unit that this transaction is going to change; nobody else changes it meanwhile."""
    wanted = select(units).where(units.c.id == unit_id).with_for_update(key_share=True)
    row = connection.execute(wanted).one_or_none()
    return Unit(*row) if row else None


def every(connection: Connection, *, only_active: bool = False) -> list[Unit]:
    """List the units by name."""
    rows = select(units).order_by(units.c.name, units.c.id)
    if only_active:
        rows = rows.where(units.c.is_active)
    return [Unit(*row) for row in connection.execute(rows)]


def change(connection: Connection, unit_id: int, **values: Any) -> None:
    """Change columns of a unit."""
    connection.execute(update(units).where(units.c.id == unit_id).values(**values))


def join(connection: Connection, account_id: int, lane: str, unit_id: int | None) -> int:
    """Make an account a member of a lane, and give the membership's id. Twice raises IntegrityError."""
    return insert_row(connection, memberships, account_id=account_id, lane=lane, unit_id=unit_id)


def leave(connection: Connection, membership_id: int) -> Membership | None:
    """End a membership and give what it was."""
    gone = delete(memberships).where(memberships.c.id == membership_id).returning(*memberships.c)
    row = connection.execute(gone).one_or_none()
    return Membership(*row) if row else None


def memberships_of(connection: Connection, account_id: int) -> list[Membership]:
    """List the lanes and units in which an account works."""
    rows = select(memberships).where(memberships.c.account_id == account_id).order_by(memberships.c.id)
    return [Membership(*row) for row in connection.execute(rows)]


def every_membership(connection: Connection) -> list[Membership]:
    """List all memberships."""
    rows = select(memberships).order_by(memberships.c.account_id, memberships.c.id)
    return [Membership(*row) for row in connection.execute(rows)]


def members(connection: Connection, lane: str, unit_id: int | None) -> list[Account]:
    """List the active accounts that work in this lane of this unit, or of the whole office."""
    of_unit = memberships.c.unit_id.is_(None) if unit_id is None else memberships.c.unit_id == unit_id
    rows = (
        select(accounts)
        .join(memberships, memberships.c.account_id == accounts.c.id)
        .where(memberships.c.lane == lane, of_unit, accounts.c.is_active)
        .order_by(accounts.c.name, accounts.c.id)
    )
    return [Account(*row) for row in connection.execute(rows)]
