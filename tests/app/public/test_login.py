"""Logging in and out."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, CITIZEN, OPERATOR, PASSWORD, SUPERVISOR, Person

HOMES = [
    (CITIZEN, "public.my_cases"),
    (OPERATOR, "inbox.tasks"),
    (SUPERVISOR, "supervision.morning"),
    (ADMINISTRATOR, "admin.overview"),
]


@pytest.mark.parametrize(("person", "home"), HOMES)
def test_everybody_comes_home(players: Players, person: Person, home: str) -> None:
    """The right password leads to the page where this role works, under a new token."""
    client = players.client()
    before = client.get_cookie("sesi")
    answer = client.post("/masuk", data={"nama_masuk": person.login.upper(), "kata_sandi": PASSWORD})
    after = client.get_cookie("sesi")
    with players.app.test_request_context():
        assert (answer.status_code, answer.location) == (303, players.app.url_for(home))
    assert before
    assert after
    assert before.value != after.value
    assert client.get("/akun").status_code == 200


def test_a_wrong_password_says_nothing_more(players: Players) -> None:
    """A wrong password and an unknown name get the same answer; the name stays, the password does not."""
    client = players.client()
    answers = [
        client.post("/masuk", data={"nama_masuk": name, "kata_sandi": "salah-sekali"})
        for name in (CITIZEN.login, "tidak@ada.id")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Nama masuk atau kata sandi salah." in answer.text for answer in answers)
    assert f'value="{CITIZEN.login}"' in answers[0].text
    assert "salah-sekali" not in answers[0].text


def test_guessing_is_stopped_for_a_while(players: Players) -> None:
    """After some wrong guesses even the right password must wait, and afterwards it opens again."""
    client = players.client()
    wrong = {"nama_masuk": CITIZEN.login, "kata_sandi": "salah-sekali"}
    right = {"nama_masuk": CITIZEN.login, "kata_sandi": PASSWORD}
    assert 429 in [client.post("/masuk", data=wrong).status_code for _ in range(8)]
    assert client.post("/masuk", data=right).status_code == 429
    players.clock.pass_(hours=1)
    assert client.post("/masuk", data=right).status_code == 303


def test_the_next_page_is_ours(players: Players) -> None:
    """After logging in the browser goes on to a page of this site only."""
    given = {"nama_masuk": CITIZEN.login, "kata_sandi": PASSWORD}
    ours = players.client().post("/masuk", query_string={"lanjut": "/pengaduan/baru"}, data=given)
    assert ours.location == "/pengaduan/baru"
    foreigners = (
        "https://contoh.id/",
        "//contoh.id",
        "/\\contoh.id",
        "javascript:alert(1)",
        "/\t/contoh.id",
        "/\r\n/contoh.id",
    )
    for foreign in foreigners:
        answer = players.client().post("/masuk", query_string={"lanjut": foreign}, data=given)
        assert answer.location == "/laporan-saya"


def test_logging_out_ends_the_session(players: Players) -> None:
    """The old token opens nothing more, and neither cases nor the draft stay in the browser."""
    case_id = players.submit().case_id
    client = players.client(CITIZEN, case_id)
    client.get("/pengaduan/baru")
    token = client.get_cookie("sesi")
    assert token
    assert client.get_cookie("draf")
    assert client.get(f"/kasus/{case_id}").status_code == 200

    assert client.post("/keluar").status_code == 303

    assert client.get_cookie("draf") is None
    assert client.get(f"/kasus/{case_id}").status_code == 404
    client.set_cookie("sesi", token.value)
    assert client.get("/akun").status_code == 401


def test_the_cast_is_shown_in_the_demo_only(players: Players) -> None:
    """An office that is no demo names no account and no password."""
    page = players.client().get("/masuk").text
    assert CITIZEN.login not in page
    assert PASSWORD not in page


def test_a_page_for_others_leads_to_the_login(players: Players) -> None:
    """Whoever is not logged in is told so, with a way in that comes back."""
    page = players.client().get("/akun")
    assert page.status_code == 401
    assert "/masuk?lanjut=/akun" in page.text
