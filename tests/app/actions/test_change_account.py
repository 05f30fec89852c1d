"""Changing accounts takes effect at once, and never leaves the office without an administrator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from office_fixtures import Players

from app.actions import change_account
from app.actions.change_account import LastAdministrator, account_stamp
from app.actions.claim_task import claim_task
from app.actions.create_account import create_account
from app.actions.end_sessions import end_sessions
from app.actions.guessing import WrongCredentials
from app.actions.log_in import log_in
from app.actions.reset_password import password_stamp, reset_password
from app.demo.cast import ADMINISTRATOR, CITIZEN, OPERATOR, PASSWORD, Person
from app.errors import ChangedMeanwhile, Missing
from app.security.actor import Actor
from persistence import accounts, journal, sessions, units
from persistence.accounts import Account


def stored(players: Players, person: Person) -> Account:
    with players.office.database.reading() as connection:
        account = accounts.read_by_login(connection, person.login)
    assert account
    return account


def test_a_deactivated_account_is_out_at_once(players: Players) -> None:
    """Shutting an account out ends its open sessions, refuses its password and gives its claimed tasks back."""
    case_id = players.submit().case_id
    task = players.open_task(case_id)
    claim_task(players.office, players.actor(OPERATOR), task.id)
    client = players.client(OPERATOR)
    assert client.get("/akun").status_code == 200
    account = stored(players, OPERATOR)
    change_account.set_active(players.office, players.actor(ADMINISTRATOR), account.id, is_active=False)
    assert client.get("/akun").status_code == 401
    with pytest.raises(WrongCredentials):
        log_in(players.office, OPERATOR.login, PASSWORD, "192.0.2.1")
    assert players.open_task(case_id).owner_id is None
    with players.office.database.reading() as connection:
        assert journal.entries_of(connection, case_id)[-1].kind == "task_released"
        assert journal.entries_of(connection, None)[-1].kind == "account_deactivated"


def test_an_account_that_is_let_in_again_must_log_in(players: Players) -> None:
    """Sessions from before the exclusion do not come back."""
    client = players.client(OPERATOR)
    account_id = stored(players, OPERATOR).id
    administrator = players.actor(ADMINISTRATOR)
    change_account.set_active(players.office, administrator, account_id, is_active=False)
    change_account.set_active(players.office, administrator, account_id, is_active=True)
    assert client.get("/akun").status_code == 401
    assert log_in(players.office, OPERATOR.login, PASSWORD, "192.0.2.1").id == account_id


def test_the_last_administrator_stays(players: Players) -> None:
    """The only active administrator can neither be shut out nor given another role; nothing is written."""
    account, actor = stored(players, ADMINISTRATOR), players.actor(ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        change_account.set_active(players.office, actor, account.id, is_active=False)
    with pytest.raises(LastAdministrator):
        change_account.change_account(
            players.office, actor, account.id, account_stamp(account), name=account.name, role="staff", language="id"
        )
    assert stored(players, ADMINISTRATOR) == account


def test_with_a_second_administrator_the_first_may_go(players: Players) -> None:
    """Whoever leaves somebody in charge may step down."""
    actor = players.actor(ADMINISTRATOR)
    create_account(
        players.office, actor, login="wakil@contoh.id", name="Wakil", role="administrator", password=PASSWORD
    )
    change_account.set_active(players.office, actor, stored(players, ADMINISTRATOR).id, is_active=False)
    assert not stored(players, ADMINISTRATOR).is_active


def test_two_administrators_cannot_remove_each_other(players: Players) -> None:
    """Of two who shut each other out at the same instant, one stays."""
    actor = players.actor(ADMINISTRATOR)
    wakil = create_account(
        players.office, actor, login="wakil@contoh.id", name="Wakil", role="administrator", password=PASSWORD
    )
    both = [(actor.account_id or 0, wakil), (wakil, actor.account_id or 0)]

    def remove(one: int, other: int) -> bool:
        actor = Actor(account_id=one, role="administrator")
        try:
            change_account.set_active(players.office, actor, other, is_active=False)
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, *zip(*both, strict=True))) == [False, True]
    with players.office.database.reading() as connection:
        assert accounts.count_active(connection, "administrator") == 1


def test_another_role_takes_the_seats_away(players: Players) -> None:
    """An operator who becomes an auditor works in no lane any more."""
    account = stored(players, OPERATOR)
    change_account.change_account(
        players.office,
        players.actor(ADMINISTRATOR),
        account.id,
        account_stamp(account),
        name="Dewi L.",
        role="auditor",
        language="en",
    )
    changed = stored(players, OPERATOR)
    assert (changed.name, changed.role, changed.language) == ("Dewi L.", "auditor", "en")
    with players.office.database.reading() as connection:
        assert units.memberships_of(connection, account.id) == []


def test_a_change_made_meanwhile_is_not_written_over(players: Players) -> None:
    """The second of two administrators who opened the same account is refused."""
    account, actor = stored(players, OPERATOR), players.actor(ADMINISTRATOR)
    seen = account_stamp(account)
    same = {"role": "staff", "language": "id"}
    change_account.change_account(players.office, actor, account.id, seen, name="Dewi Satu", **same)
    with pytest.raises(ChangedMeanwhile):
        change_account.change_account(players.office, actor, account.id, seen, name="Dewi Dua", **same)
    assert stored(players, OPERATOR).name == "Dewi Satu"


def test_a_reset_password_works_once_shown_and_ends_the_sessions(players: Players) -> None:
    """The new password logs in, the old one does not, open sessions end, and one press resets once."""
    client = players.client(CITIZEN)
    account, actor = stored(players, CITIZEN), players.actor(ADMINISTRATOR)
    seen = password_stamp(account)
    password = reset_password(players.office, actor, account.id, seen)
    assert client.get("/akun").status_code == 401
    assert log_in(players.office, CITIZEN.login, password, "192.0.2.1").id == account.id
    with pytest.raises(WrongCredentials):
        log_in(players.office, CITIZEN.login, PASSWORD, "192.0.2.1")
    with pytest.raises(ChangedMeanwhile):
        reset_password(players.office, actor, account.id, seen)


def test_ending_sessions_is_journalled_and_names_no_password(players: Players) -> None:
    """An administrator ends the sessions of another account; her own goes on."""
    players.client(OPERATOR)
    players.client(OPERATOR)
    account_id = stored(players, OPERATOR).id
    assert end_sessions(players.office, players.actor(ADMINISTRATOR), account_id) == 2
    with players.office.database.reading() as connection:
        assert sessions.live_of(connection, account_id, players.clock()) == []
        entry = journal.entries_of(connection, None)[-1]
        payload = journal.open_payload(entry, players.office.keys.office)
    assert (entry.kind, payload) == ("sessions_ended", {"account": account_id, "ended": 2})


def test_an_unknown_account_is_missing(players: Players) -> None:
    """Nothing is done to an account that does not exist."""
    with pytest.raises(Missing):
        end_sessions(players.office, players.actor(ADMINISTRATOR), 999_999)
