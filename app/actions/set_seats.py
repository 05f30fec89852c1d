"""Give an account its seats: the lanes of the SOP in which it works, each in the whole office or in one unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from app.actions import office_journal
from app.actions.change_account import SEATED_ROLES, require_account
from app.actions.return_tasks import return_tasks
from app.actions.seen import require_same, stamp
from app.office import Office
from app.security.actor import Actor, Membership
from persistence import units
from processes.sop import Sop


class NoSuchSeat(Exception):
    """The running SOP has no such lane, the lane needs a unit or has none, or the role works in no lane."""


def seats_stamp(seats: Collection[Membership]) -> str:
    """Mark the seats that a form shows."""
    return stamp(*sorted((seat_key(seat), seat.is_lead) for seat in seats))


def seat_key(seat: Membership) -> str:
    """Name a seat as a form posts it."""
    return f"{seat.lane}/{'-' if seat.unit_id is None else seat.unit_id}"


def set_seats(office: Office, actor: Actor, account_id: int, seen: str, wanted: Collection[Membership]) -> None:
    """Make these the seats of an account; claimed tasks of the lanes that it leaves go back to their inboxes.

    A seat that the account has may stay, even if the SOP no longer offers it.
    Raises Missing, ChangedMeanwhile or NoSuchSeat.
    """
    now = office.now()
    sop = office.catalogue.diagram_in_force().sop
    with office.database.transaction() as connection:
        account = require_account(connection, account_id)
        stored = units.memberships_of(connection, account_id)
        held = {Membership(seat.lane, seat.unit_id, seat.is_lead): seat.id for seat in stored}
        require_same(seen, seats_stamp(held))
        joined = [seat for seat in wanted if seat not in held]
        left = [seat for seat in held if seat not in wanted]
        if account.role not in SEATED_ROLES or not all(_exists(connection, sop, seat) for seat in joined):
            raise NoSuchSeat
        for seat in joined:
            units.join(connection, account_id, seat.lane, seat.unit_id, is_lead=seat.is_lead)
        for seat in left:
            units.leave(connection, held[seat])
        led = _change_leads(connection, held, wanted)
        kept = Actor(memberships=tuple(wanted)).inbox_keys
        return_tasks(connection, office, actor, account_id, now, kept=kept)
        if joined or left or led:
            office_journal.record(
                connection,
                office,
                "seats_changed",
                actor,
                now,
                account=account_id,
                joined=[seat_key(seat) for seat in joined],
                left=[seat_key(seat) for seat in left],
                leads=[seat_key(seat) for seat in wanted if seat.is_lead],
            )


def _change_leads(connection: Connection, held: Mapping[Membership, int], wanted: Collection[Membership]) -> bool:
    """Let kept seats lead, or no longer. Returns whether some seat changed."""
    before = {seat_key(seat): seat.is_lead for seat in held}
    changed = [seat for seat in wanted if seat in held and before[seat_key(seat)] != seat.is_lead]
    for seat in changed:
        units.set_lead(connection, held[seat], is_lead=seat.is_lead)
    return bool(changed)


def _exists(connection: Connection, sop: Sop, seat: Membership) -> bool:
    kinds = {lane.id: lane.kind for lane in sop.lanes}
    if seat.unit_id is None:
        return kinds.get(seat.lane) == "office"
    unit = units.read(connection, seat.unit_id)
    return kinds.get(seat.lane) == "unit" and unit is not None and unit.is_active
