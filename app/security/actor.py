"""Who is acting: a visitor, a citizen, a member of staff, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


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
            key for seat in self.memberships for key in (f"{seat.lane}/-", f"{seat.lane}/{seat.unit_id or 0}")
        )

    @property
    def is_logged_in(self) -> bool:
        """Tell whether this is an account."""
        return self.account_id is not None


GUEST = Actor()
SYSTEM = Actor(name="Sistem", role="system")
