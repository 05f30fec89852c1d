"""Who is acting: a visitor, a citizen, a member of staff, or the system itself; and for whom she stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from persistence import substitutions, units
from persistence.accounts import Account
from persistence.substitutions import Held
from persistence.tasks import Task, inbox_key

# Only these pass on what they may do; nobody administers or audits in another's name.
SUBSTITUTED_ROLES = frozenset({"staff", "supervisor"})


@dataclass(frozen=True)
class Membership:
    """One account's seat: a lane of the SOP, in a unit or in the whole office; a lead edits its answer templates."""

    lane: str
    unit_id: int | None
    is_lead: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class StandIn:
    """Somebody whose work another does until the end of a day: `title` is plh or plt, `role` what it lets in to."""

    account_id: int
    name: str
    title: str
    role: str
    last_day: date
    memberships: tuple[Membership, ...]

    @property
    def inbox_keys(self) -> frozenset[str]:
        """Return the keys of the inboxes that are worked in for this person."""
        return keys_of(self.memberships)

    @property
    def led_lanes(self) -> frozenset[str]:
        """Return the lanes that are led for this person."""
        return _led(self.memberships)


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
    stands_in: tuple[StandIn, ...] = ()

    @property
    def inbox_keys(self) -> frozenset[str]:
        """Return the keys of the inboxes this person works in, her own and those of whom she stands in for."""
        return self.own_inbox_keys.union(*(one.inbox_keys for one in self.stands_in))

    @property
    def own_inbox_keys(self) -> frozenset[str]:
        """Return the keys of the inboxes of this person's own seats."""
        return keys_of(self.memberships)

    @property
    def roles(self) -> frozenset[str]:
        """Return this person's role and those that she has for somebody who is away."""
        return frozenset({self.role, *(one.role for one in self.stands_in if one.role)})

    @property
    def led_lanes(self) -> frozenset[str]:
        """Return the lanes that this person leads: she edits their answer templates and hands their tasks over."""
        return self.own_led_lanes.union(*(one.led_lanes for one in self.stands_in))

    @property
    def own_led_lanes(self) -> frozenset[str]:
        """Return the lanes that this person leads by her own seats."""
        return _led(self.memberships)

    @property
    def is_logged_in(self) -> bool:
        """Tell whether this is an account."""
        return self.account_id is not None

    def stands_in_for(self, key: str) -> str | None:
        """Name the person for whom this one works in an inbox; nobody where she has a seat there herself."""
        return next((one.name for one in self._others(key)), None) if key not in self.own_inbox_keys else None

    def takes_over(self, task: Task) -> bool:
        """Tell whether a task belongs to somebody for whom this person stands in there."""
        return any(one.account_id == task.owner_id for one in self._others(task.inbox_key))

    def on_behalf_of(self, task: Task) -> StandIn | None:
        """Return in whose place this person acts on a task of staff; nobody where she may do so herself.

        A task of the absent person is done in her place, even by a colleague of the same lane. What only a supervisor
        or the lead of a lane may do is done in that one's place.
        """
        others = self._others(task.inbox_key)
        owner = next((one for one in others if one.account_id == task.owner_id), None)
        if owner or task.is_reporters:
            return owner
        overseers = [one for one in self.stands_in if one.role == "supervisor"]
        if task.owner_id in {None, self.account_id}:
            may_herself, able = task.inbox_key in self.own_inbox_keys, [*others, *overseers]
        else:
            may_herself = self.role == "supervisor" or task.lane in self.own_led_lanes
            able = [*(one for one in others if task.lane in one.led_lanes), *overseers]
        return None if may_herself else next(iter(able), None)

    def _others(self, key: str) -> list[StandIn]:
        return [one for one in self.stands_in if key in one.inbox_keys]


def keys_of(seats: Iterable[Membership]) -> frozenset[str]:
    """Return the keys of the inboxes of these seats.

    Whether a lane is office-wide or per unit is said by the diagram of each case, so a seat holds both keys.
    """
    return frozenset(
        key for seat in seats for key in (inbox_key(seat.lane, None), inbox_key(seat.lane, seat.unit_id or 0))
    )


def _led(seats: Iterable[Membership]) -> frozenset[str]:
    return frozenset(seat.lane for seat in seats if seat.is_lead)


def seats_of(connection: Connection, account_id: int) -> tuple[Membership, ...]:
    """List the seats of an account."""
    held = units.memberships_of(connection, account_id)
    return tuple(Membership(seat.lane, seat.unit_id, seat.is_lead) for seat in held)


def actor_of(connection: Connection, account: Account, today: date, **known: Any) -> Actor:
    """Return an account with its seats, and with whom it stands in for today, as somebody who acts.

    `known` is what else its session tells. Nothing of it is kept beyond a request, so no right outlives its day.
    """
    stands_in = _stands_in(connection, account, today) if account.role in SUBSTITUTED_ROLES else ()
    seats = seats_of(connection, account.id)
    return Actor(
        account_id=account.id, name=account.name, role=account.role, memberships=seats, stands_in=stands_in, **known
    )


def _stands_in(connection: Connection, account: Account, today: date) -> tuple[StandIn, ...]:
    held = [seat for seat in substitutions.held_for(connection, account.id, today) if seat.role in SUBSTITUTED_ROLES]
    return tuple(_stand_in(list(seats)) for _, seats in groupby(held, key=lambda seat: seat.substitution_id))


def _stand_in(held: list[Held]) -> StandIn:
    one = held[0]
    seats = [Membership(seat.lane, seat.unit_id, is_lead=bool(seat.is_lead)) for seat in held if seat.lane]
    # The pages of a supervisor belong to no lane, so who stands in for some lanes only does not get them.
    is_partial = one.lanes is not None
    role = "" if is_partial and one.role == "supervisor" else one.role
    kept = tuple(seat for seat in seats if one.lanes is None or seat.lane in one.lanes)
    return StandIn(one.absent_id, one.name, one.title, role, one.last_day, kept)


GUEST = Actor()
SYSTEM = Actor(name="Sistem", role="system")
