"""Seats decide who works in which lane, from one request to the next."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.actions.claim_task import claim_task
from app.actions.set_seats import NoSuchSeat, seats_stamp, set_seats
from app.demo.cast import ADMINISTRATOR, AUDITOR, OPERATOR, Person
from app.errors import ChangedMeanwhile
from app.security.actor import Membership
from persistence import journal, units

OPERATOR_SEAT = Membership("operator", None, is_lead=True)
LEAD_SEAT = Membership("ppid_utama", None)


def set_for(players: Players, person: Person, *wanted: Membership, seen: str | None = None) -> None:
    actor = players.actor(person)
    assert actor.account_id
    mark = seats_stamp(actor.memberships) if seen is None else seen
    set_seats(players.office, players.actor(ADMINISTRATOR), actor.account_id, mark, wanted)


def test_a_seat_taken_away_closes_the_inbox_at_once(players: Players) -> None:
    """A task that was open in the inbox is gone at the next click, and a claimed one goes back to the others."""
    case_id = players.submit().case_id
    task = players.open_task(case_id)
    claim_task(players.office, players.actor(OPERATOR), task.id)
    client = players.client(OPERATOR)
    assert client.get(f"/tugas/{task.id}").status_code == 200
    set_for(players, OPERATOR)
    assert client.get(f"/tugas/{task.id}").status_code == 404
    assert players.open_task(case_id).owner_id is None
    with players.office.database.reading() as connection:
        assert journal.entries_of(connection, case_id)[-1].kind == "task_released"


def test_seats_are_given_and_journalled(players: Players) -> None:
    """A new seat opens its inbox, the kept one keeps its claimed task, and the office's journal says which."""
    case_id = players.submit().case_id
    claim_task(players.office, players.actor(OPERATOR), players.open_task(case_id).id)
    set_for(players, OPERATOR, OPERATOR_SEAT, LEAD_SEAT)
    assert set(players.actor(OPERATOR).memberships) == {OPERATOR_SEAT, LEAD_SEAT}
    assert players.open_task(case_id).owner_id is not None
    with players.office.database.reading() as connection:
        entry = journal.entries_of(connection, None)[-1]
        payload = journal.open_payload(entry, players.office.keys.office)
    assert entry.kind == "seats_changed"
    assert (payload["joined"], payload["left"]) == (["ppid_utama/-"], [])


def test_only_seats_of_the_running_sop_exist(players: Players) -> None:
    """No seat in an unknown lane, in the reporter's lane, in a unit's lane without a unit, or in an unknown unit."""
    seats = (
        Membership("tidak_ada", None),
        Membership("pelapor", None),
        Membership("ppid_pembantu", None),
        Membership("ppid_pembantu", 999_999),
        Membership("operator", 1),
    )
    for seat in seats:
        with pytest.raises(NoSuchSeat):
            set_for(players, OPERATOR, seat)
    assert players.actor(OPERATOR).memberships == (OPERATOR_SEAT,)


def test_a_role_without_work_has_no_seats(players: Players) -> None:
    """An auditor reads; she gets no seat."""
    with pytest.raises(NoSuchSeat):
        set_for(players, AUDITOR, OPERATOR_SEAT)


def test_a_seat_of_a_retired_unit_may_stay(players: Players) -> None:
    """Saving the seats of somebody whose unit is out of use does not fail, and does not take the seat silently."""
    with players.office.database.transaction() as connection:
        unit = units.every(connection)[0]
        units.change(connection, unit.id, is_active=False)
        account_id = players.actor(OPERATOR).account_id or 0
        units.join(connection, account_id, "ppid_pembantu", unit.id)
    kept = Membership("ppid_pembantu", unit.id)
    set_for(players, OPERATOR, kept)
    assert players.actor(OPERATOR).memberships == (kept,)


def test_seats_changed_meanwhile_are_not_written_over(players: Players) -> None:
    """The second of two administrators is refused."""
    seen = seats_stamp([OPERATOR_SEAT])
    set_for(players, OPERATOR, LEAD_SEAT, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        set_for(players, OPERATOR, seen=seen)
    assert players.actor(OPERATOR).memberships == (LEAD_SEAT,)


def test_a_kept_seat_can_lead_and_no_longer(players: Players) -> None:
    """Leading is a matter of the seat: it changes without joining or leaving, and the office's journal says so."""
    set_for(players, OPERATOR, Membership("operator", None))
    assert players.actor(OPERATOR).led_lanes == frozenset()
    set_for(players, OPERATOR, OPERATOR_SEAT)
    assert players.actor(OPERATOR).led_lanes == {"operator"}
    with players.office.database.reading() as connection:
        entry = journal.entries_of(connection, None)[-1]
        payload = journal.open_payload(entry, players.office.keys.office)
    assert (payload["joined"], payload["left"], payload["leads"]) == ([], [], ["operator/-"])
