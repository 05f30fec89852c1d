"""The account page: the password and the sessions."""

from __future__ import annotations

from flask.testing import FlaskClient
from office_fixtures import Players

from app.demo.cast import CITIZEN, NEIGHBOUR, PASSWORD
from persistence import accounts, sessions

CHANGE = {"kata_sandi_lama": PASSWORD, "kata_sandi_baru": "kuda baterai staples"}


def test_a_new_password_ends_the_other_sessions(players: Players) -> None:
    """This session goes on, the others end at once, and only the new password opens the account."""
    here, elsewhere = players.client(CITIZEN), players.client(CITIZEN)
    assert here.post("/akun", data=CHANGE).status_code == 303
    assert here.get("/akun").status_code == 200
    assert elsewhere.get("/akun").status_code == 401
    assert log_in(players, PASSWORD) == 422
    assert log_in(players, CHANGE["kata_sandi_baru"]) == 303


def test_the_old_password_must_be_right(players: Players) -> None:
    """A wrong present password, or a weak new one, changes nothing."""
    client = players.client(CITIZEN)
    wrong = client.post("/akun", data={**CHANGE, "kata_sandi_lama": "salah-sekali"})
    weak = client.post("/akun", data={**CHANGE, "kata_sandi_baru": "aaaaaaaaaaaa"})
    assert (wrong.status_code, weak.status_code) == (422, 422)
    assert "Kata sandi sekarang salah." in wrong.text
    assert log_in(players, PASSWORD) == 303


def test_guessing_the_old_password_is_stopped_for_a_while(players: Players) -> None:
    """A computer that somebody has left open is no place to guess her password."""
    client = players.client(CITIZEN)
    wrong = {**CHANGE, "kata_sandi_lama": "salah-sekali"}
    assert 429 in [client.post("/akun", data=wrong).status_code for _ in range(8)]
    assert client.post("/akun", data=CHANGE).status_code == 429
    players.clock.pass_(minutes=20)
    assert client.post("/akun", data=CHANGE).status_code == 303


def test_a_session_on_another_device_can_be_ended(players: Players) -> None:
    """Her own session ends at once; somebody else's is not there."""
    here, elsewhere, neighbour = players.client(CITIZEN), players.client(CITIZEN), players.client(NEIGHBOUR)
    own = [
        session for session in session_ids(players, CITIZEN.login) if f"/akun/sesi/{session}/" in here.get("/akun").text
    ]
    foreign = session_ids(players, NEIGHBOUR.login)
    assert here.post(f"/akun/sesi/{foreign[0]}/akhiri").status_code == 404
    assert neighbour.get("/akun").status_code == 200
    assert here.post(f"/akun/sesi/{own[0]}/akhiri").status_code == 303
    assert elsewhere.get("/akun").status_code == 401
    assert here.get("/akun").status_code == 200


def test_my_cases_are_mine(players: Players) -> None:
    """The list holds the account's own cases, without those that were sent anonymously."""
    own = players.submit(CITIZEN)
    hidden = players.submit(CITIZEN, kerahasiaan=["anonim"], nama=(), alamat=(), cara_dihubungi=(), email=())
    foreign = players.submit(NEIGHBOUR)
    page = players.client(CITIZEN).get("/laporan-saya").text
    assert own.number in page
    assert hidden.number not in page
    assert foreign.number not in page


def log_in(players: Players, password: str) -> int:
    """Try to log the citizen in and return the status."""
    client: FlaskClient = players.client()
    return client.post("/masuk", data={"nama_masuk": CITIZEN.login, "kata_sandi": password}).status_code


def session_ids(players: Players, login: str) -> list[int]:
    """List the sessions of an account."""
    with players.office.database.reading() as connection:
        account = accounts.read_by_login(connection, login)
        assert account
        return [session.id for session in sessions.live_of(connection, account.id, players.clock())]
