"""Sessions are rows that end when they are told to."""

from __future__ import annotations

from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, OPERATOR
from persistence import accounts, sessions


def test_a_stolen_cookie_is_worth_nothing_after_logging_out(players: Players) -> None:
    """The cookie that was valid before logging out opens nothing afterwards."""
    client = players.client(OPERATOR)
    cookie = client.get_cookie("sesi")
    assert cookie
    assert client.get("/tugas/").status_code == 200
    client.post("/keluar")
    thief = players.app.test_client()
    thief.set_cookie("sesi", cookie.value)
    assert thief.get("/tugas/").status_code == 401


def test_a_session_ends_when_it_is_not_used(players: Players) -> None:
    """Half an hour without a request ends a session; use prolongs it, up to twelve hours."""
    client = players.app.test_client()
    client.post("/masuk", data={"nama_masuk": OPERATOR.login, "kata_sandi": "sop-kebakkramat"})
    assert client.get("/tugas/").status_code == 200
    for _ in range(3):
        players.clock.pass_(minutes=25)
        assert client.get("/tugas/").status_code == 200
    players.clock.pass_(minutes=31)
    assert client.get("/tugas/").status_code == 401


def test_a_page_that_asks_by_itself_keeps_no_session_alive(players: Players) -> None:
    """A list that is left open and looks for news every few seconds is no use of the session: half an hour ends it."""
    client = players.app.test_client()
    client.post("/masuk", data={"nama_masuk": OPERATOR.login, "kata_sandi": "sop-kebakkramat"})
    for _ in range(2):
        players.clock.pass_(minutes=14)
        assert client.get("/tugas", headers={"X-Tanggap-Otomatis": "1"}).status_code == 200
    players.clock.pass_(minutes=3)
    assert client.get("/tugas", headers={"X-Tanggap-Otomatis": "1"}).status_code == 401


def test_no_session_outlives_the_working_day(players: Players) -> None:
    """Twelve hours after logging in a session ends, however much it is used."""
    client = players.app.test_client()
    client.post("/masuk", data={"nama_masuk": OPERATOR.login, "kata_sandi": "sop-kebakkramat"})
    for _ in range(12 * 60 // 25):
        players.clock.pass_(minutes=25)
        client.get("/tugas/")
    players.clock.pass_(minutes=25)
    assert client.get("/tugas/").status_code == 401


def test_an_account_that_is_shut_out_is_out_at_once(players: Players) -> None:
    """Deactivating an account or ending its sessions takes effect with the next request."""
    shut, ended = players.client(OPERATOR), players.client(ADMINISTRATOR)
    with players.office.database.transaction() as connection:
        operator = accounts.read_by_login(connection, OPERATOR.login)
        administrator = accounts.read_by_login(connection, ADMINISTRATOR.login)
        assert operator
        assert administrator
        accounts.change(connection, operator.id, is_active=False)
        sessions.end_all(connection, administrator.id, players.clock())
    assert shut.get("/tugas/").status_code == 401
    assert ended.get("/pengelolaan/").status_code == 401


def test_logging_in_changes_the_token(players: Players) -> None:
    """A token that was planted before logging in is not the one that is logged in."""
    client = players.client()
    planted = client.get_cookie("sesi")
    assert planted
    client.post("/masuk", data={"nama_masuk": OPERATOR.login, "kata_sandi": "sop-kebakkramat"})
    fresh = client.get_cookie("sesi")
    assert fresh
    assert fresh.value != planted.value
    thief = players.app.test_client()
    thief.set_cookie("sesi", planted.value)
    assert thief.get("/tugas/").status_code == 401
