"""Accounts, their log-ins, units and memberships."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import accounts, sessions, units
from persistence.units import Membership


def test_a_login_belongs_to_one_account_in_any_case(office: Any) -> None:
    """Capital letters make no second account, and do not hide the first."""
    with office.database.transaction() as connection:
        new = accounts.create(connection, "Siti@Example.id", "Siti", "citizen", office.now, password_hash="hash")
        found = accounts.read_by_login(connection, "SITI@example.ID")
        assert found
        assert (found.id, found.login, found.is_active, found.language) == (new, "siti@example.id", True, "id")
        assert found == accounts.read(connection, new)
        assert accounts.read_by_login(connection, "none") is None
        assert accounts.read(connection, 999) is None
        accounts.change(connection, new, name="Siti A.")
        assert [account.name for account in accounts.with_roles(connection, ["staff", "citizen"])] == [
            "Budi", "Siti A.", "Sri",
        ]  # fmt: skip
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        accounts.create(connection, "SITI@EXAMPLE.ID", "Other", "citizen", office.now)


def test_names_are_found_by_id(office: Any, statements: Any) -> None:
    """The names of several accounts come in one statement, and of none in none."""
    with statements(office.database) as counted, office.database.reading() as connection:
        assert accounts.names(connection, {office.operator, office.other, 999}) == {
            office.operator: "Sri",
            office.other: "Budi",
        }
        assert accounts.names(connection, []) == {}
    assert len(counted.statements) == 1


def start(office: Any, connection: Any, token: str, account_id: int | None) -> int:
    """Begin a session of an hour."""
    return sessions.start(connection, token, account_id, office.now, office.now + timedelta(hours=1))


def test_a_session_ends_at_its_time(office: Any, statements: Any) -> None:
    """A session is found with its account in one statement until it expires; using it puts that off."""
    hour = timedelta(hours=1)
    with office.database.transaction() as connection:
        session_id = start(office, connection, "token", office.operator)
        visitor = start(office, connection, "visitor", None)
        sessions.save_data(connection, visitor, {"bahasa": "en"})
        with statements(office.database) as counted:
            found = sessions.read(connection, "token", office.now)
        assert len(counted.statements) == 1
        assert found
        session, account = found
        assert (session.id, session.account_id) == (session_id, office.operator)
        assert account
        assert account.name == "Sri"
        found = sessions.read(connection, "visitor", office.now)
        assert found
        assert (found[0].data, found[1]) == ({"bahasa": "en"}, None)
        assert sessions.read(connection, "token", office.now + hour) is None
        sessions.touch(connection, session_id, office.now + hour / 2, office.now + 2 * hour)
        assert sessions.read(connection, "token", office.now + hour)
        assert sessions.read(connection, "none", office.now) is None
        assert sessions.forget_expired(connection, office.now + 1.5 * hour) == 1


def test_sessions_end_at_once(office: Any) -> None:
    """Logging out ends one session; a changed password ends all but the one in use; shutting out ends all."""
    with office.database.transaction() as connection:
        first, second, third = (start(office, connection, str(n), office.operator) for n in range(3))
        foreign = start(office, connection, "foreign", office.other)
        sessions.end(connection, first, office.now)
        assert sessions.read(connection, "0", office.now) is None
        live = sessions.live_of(connection, office.operator, office.now)
        assert {session.id for session in live} == {second, third}
        assert sessions.end_all(connection, office.operator, office.now, keep=third) == 1
        assert sessions.read(connection, "1", office.now) is None
        assert sessions.read(connection, "2", office.now)
        assert sessions.end_all(connection, office.operator, office.now) == 1
        found = sessions.read(connection, "foreign", office.now)
        assert found
        assert found[0].id == foreign


def test_an_account_that_is_shut_out_has_no_session(office: Any) -> None:
    """Deactivating an account makes its sessions worthless even before they are ended."""
    with office.database.transaction() as connection:
        start(office, connection, "token", office.operator)
        accounts.change(connection, office.operator, is_active=False)
        assert sessions.read(connection, "token", office.now) is None


def test_memberships_are_lane_times_unit(office: Any) -> None:
    """An account is in a lane of a unit once, and in a lane of the whole office once."""
    with office.database.transaction() as connection:
        health = units.create(connection, "kesehatan", "Seksi Kesehatan")
        roads = units.create(connection, "jalan", "Seksi Jalan", is_active=False)
        first = units.join(connection, office.operator, "ppid_pembantu", health)
        units.join(connection, office.operator, "ppid_pembantu", roads)
        units.join(connection, office.operator, "operator", None)
        assert len(units.memberships_of(connection, office.operator)) == 3
        assert [account.name for account in units.members(connection, "ppid_pembantu", health)] == ["Sri"]
        assert [account.name for account in units.members(connection, "operator", None)] == ["Sri"]
        assert units.members(connection, "operator", health) == []
        assert len(units.every_membership(connection)) == 3
        assert units.leave(connection, first) == Membership(first, office.operator, "ppid_pembantu", health)
        assert units.leave(connection, first) is None
        assert [unit.code for unit in units.every(connection)] == ["jalan", "kesehatan"]
        units.change(connection, health, name="Seksi A")
        assert [unit.name for unit in units.every(connection, only_active=True)] == ["Seksi A"]
        assert units.read(connection, health)
    for lane, unit in (("ppid_pembantu", roads), ("operator", None)):
        with pytest.raises(IntegrityError), office.database.transaction() as connection:
            units.join(connection, office.operator, lane, unit)
