"""Who is acting: a visitor, a citizen, a member of staff, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from persistence import units
from persistence.accounts import Account
from persistence.tasks import inbox_key


@dataclass(frozen=True)
class Membership:
    """One account's seat: a lane of the SOP, in a unit or in the whole office."""

    lane: str
    unit_id: int | None


@dataclass(frozen=True)
class Actor:
    """The person behind a request; `role` is `guest` for a visitor without an account."""

    account_id: int | None = None
    name: str = ""
    role: str = "guest"
    memberships: tuple[Membership, ...] = ()
    case_grants: frozenset[UUID] = frozenset()
    revealed_tasks: frozenset[UUID] = frozenset()
    session_id: int | None = None

    @property
    def inbox_keys(self) -> frozenset[str]:
        """Return the keys of the inboxes this person works in.

        Whether a lane is office-wide or per unit is said by the diagram of each case, so a seat holds both keys.
        """
        return frozenset(
            key
            for seat in self.memberships
            for key in (inbox_key(seat.lane, None), inbox_key(seat.lane, seat.unit_id or 0))
        )

    @property
    def is_logged_in(self) -> bool:
        """Tell whether this is an account."""
        return self.account_id is not None


def seats_of(connection: Connection, account_id: int) -> tuple[Membership, ...]:
    """List the seats of an account."""
    return tuple(Membership(held.lane, held.unit_id) for held in units.memberships_of(connection, account_id))


def actor_of(connection: Connection, account: Account, **known: Any) -> Actor:
    """Return an account with its seats as somebody who acts; `known` is what else its session tells."""
    seats = seats_of(connection, account.id)
    return Actor(account_id=account.id, name=account.name, role=account.role, memberships=seats, **known)


GUEST = Actor()
SYSTEM = Actor(name="Sistem", role="system")
