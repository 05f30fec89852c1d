"""Logging in, registering and logging out."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, CITIZEN, OPERATOR, PASSWORD, Person


@pytest.mark.parametrize(
    ("person", "home"), [(CITIZEN, "/laporan-saya"), (OPERATOR, "/tugas/"), (ADMINISTRATOR, "/pengelolaan/")]
)
def test_everybody_comes_home(players: Players, person: Person, home: str) -> None:
    """The right password leads to the page where this role works, under a new token."""
    client = players.client()
    before = client.get_cookie("sesi")
    answer = client.post("/masuk", data={"nama_masuk": person.login.upper(), "kata_sandi": PASSWORD})
    after = client.get_cookie("sesi")
    assert (answer.status_code, answer.location) == (303, home)
    assert before and after
    assert before.value != after.value
    assert client.get("/akun").status_code == 200
