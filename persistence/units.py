"""Units of the office, and who works in which lane of which unit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

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
    is_lead: bool = False


@dataclass(frozen=True)
class Worker:
    """Hold an account with the inboxes, of those that were asked for, in which it works."""

    account: Account
    keys: frozenset[str]


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


def join(connection: Connection, account_id: int, lane: str, unit_id: int | None, *, is_lead: bool = False) -> int:
    """Make an account a member of a lane, and give the membership's id. Twice raises IntegrityError."""
    return insert_row(connection, memberships, account_id=account_id, lane=lane, unit_id=unit_id, is_lead=is_lead)


def set_lead(connection: Connection, membership_id: int, *, is_lead: bool) -> None:
    """Let a membership lead its lane, or no longer."""
    connection.execute(update(memberships).where(memberships.c.id == membership_id).values(is_lead=is_lead))


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


def workers_of(connection: Connection, keys: Collection[str]) -> list[Worker]:
    """List the active accounts in whose inboxes these keys are, by name, each with the keys that are hers."""
    found: dict[int, tuple[Account, set[str]]] = {}
    for key in sorted(keys):
        lane, _, unit = key.rpartition("/")
        seated = (
            select(accounts)
            .distinct()
            .join(memberships, memberships.c.account_id == accounts.c.id)
            .where(memberships.c.lane == lane, accounts.c.is_active, *_seated_at(unit))
        )
        for row in connection.execute(seated):
            found.setdefault(row.id, (Account(*row), set()))[1].add(key)
    listed = (Worker(account, frozenset(held)) for account, held in found.values())
    return sorted(listed, key=lambda worker: (worker.account.name, worker.account.id))


def _seated_at(unit: str) -> tuple[ColumnElement[bool], ...]:
    """Say which seats of a lane open an inbox: all of them the office's own, else those of its unit."""
    if unit == "-":
        return ()
    return (memberships.c.unit_id.is_(None) if unit == "0" else memberships.c.unit_id == int(unit),)
