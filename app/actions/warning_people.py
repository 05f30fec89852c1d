"""Whom a warning concerns: a task's owner, else the people of its inbox; supervisors; and who stands in for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from app.due import LATE
from app.security.actor import SUBSTITUTED_ROLES, Membership, keys_of
from app.security.authorize import SUPERVISOR
from persistence import accounts, substitutions, units
from persistence.substitutions import Substitution


class Waiting(Protocol):
    """A task that waits: in which inbox, of which lane, and whose it is."""

    @property
    def inbox_key(self) -> str:
        """Return the key of its inbox."""

    @property
    def lane(self) -> str:
        """Return its lane."""

    @property
    def owner_id(self) -> int | None:
        """Return who has claimed it."""


@dataclass(frozen=True)
class Roster:
    """Who works in which inbox today, who supervises, and who stands in for whom."""

    workers: Mapping[str, frozenset[int]]
    supervisors: frozenset[int]
    stand_ins: tuple[Substitution, ...]

    @property
    def everybody(self) -> frozenset[int]:
        """Return every account that may be warned."""
        substitutes = {one.substitute_id for one in self.stand_ins}
        return frozenset().union(*self.workers.values(), self.supervisors, substitutes)

    @property
    def overseers(self) -> frozenset[int]:
        """Return who supervises today, in her own right or in another's place."""
        whole = {one.substitute_id for one in self.stand_ins if one.lanes is None and one.absent_id in self.supervisors}
        return self.supervisors | whole

    def workers_of(self, task: Waiting) -> frozenset[int]:
        """Return who is to do a task, with those who stand in for them in its lane."""
        own = frozenset({task.owner_id}) if task.owner_id is not None else self.workers.get(task.inbox_key, frozenset())
        others = (one for one in self.stand_ins if one.absent_id in own and one.covers(task.lane))
        return own | {one.substitute_id for one in others}

    def concerned(self, task: Waiting, level: int) -> frozenset[int]:
        """Return whom a warning concerns."""
        return self.workers_of(task) | (self.overseers if level >= LATE else frozenset())


def roster(connection: Connection, today: date) -> Roster:
    """Read who works where on a day."""
    staff = accounts.with_roles(connection, sorted(SUBSTITUTED_ROLES))
    seats = [seat for seat in units.every_membership(connection) if seat.account_id in {one.id for one in staff}]
    workers: dict[str, set[int]] = defaultdict(set)
    for seat in seats:
        for key in keys_of([Membership(seat.lane, seat.unit_id)]):
            workers[key].add(seat.account_id)
    return Roster(
        workers={key: frozenset(people) for key, people in workers.items()},
        supervisors=frozenset(one.id for one in staff if one.role == SUPERVISOR),
        stand_ins=tuple(substitutions.in_force(connection, today)),
    )
