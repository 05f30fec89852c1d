"""A complaint that waited on a device: one case of a name, a guest's unless this browser has its draft."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from office_fixtures import COMPLAINT, Players
from sqlalchemy import func, select

from app.complaint_draft import sending_name
from app.demo.cast import CITIZEN, NEIGHBOUR
from persistence import cases
from persistence.tables import cases as cases_table

FORM = {name: list(values) for name, values in COMPLAINT.items()}


def test_a_name_makes_one_case(players: Players) -> None:
    """However often it is sent, the answer is the same number and the code that opens it."""
    client, name = players.client(), secrets.token_urlsafe(32)
    first, second = (send(client, name) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json == second.json
    assert client.get(first.json["alamat"]).status_code == 200
    found = players.client().post("/lacak", data={"nomor": first.json["nomor"], "kode": first.json["kode"]})
    assert found.status_code == 303
    assert number_of_cases(players) == 1


def test_nobody_else_becomes_the_reporter(players: Players) -> None:
    """Whoever has logged in on the device since is not linked to what was written there before."""
    sent = send(players.client(NEIGHBOUR), secrets.token_urlsafe(32))
    assert reporter_of(players, sent.json["nomor"]) is None


def test_ones_own_draft_stays_ones_own(players: Players) -> None:
    """A form that was lost on the way belongs to whoever has its draft, and is the same case as by its button."""
    client = players.client(CITIZEN)
    client.get("/pengaduan/baru")
    cookie = client.get_cookie("draf")
    assert cookie
    sent = send(client, sending_name(cookie.value))
    assert reporter_of(players, sent.json["nomor"]) == players.actor(CITIZEN).account_id
    assert client.post("/pengaduan/baru", data=FORM).location == sent.json["alamat"]
    assert number_of_cases(players) == 1


def test_what_is_refused_is_mended_in_the_form(players: Players) -> None:
    """The sentences come back, and the form opens with everything that was written."""
    client, name = players.client(), secrets.token_urlsafe(32)
    refused = send(client, name, judul=["Pendek"])
    assert refused.status_code == 422
    assert refused.json["salah"]
    assert client.post("/pengaduan/kiriman/perbaiki", data={"kiriman": name}).status_code == 303
    page = client.get("/pengaduan/baru").text
    assert "Pendek" in page
    assert "Sudah tiga minggu lampu jalan" in page
    answer = client.post("/pengaduan/baru", data={**FORM, "kiriman": name})
    assert answer.status_code == 303
    assert send(client, name).json["alamat"] == answer.location


def test_a_name_cannot_be_guessed(players: Players) -> None:
    """A short name is no name."""
    assert send(players.client(), "1").status_code == 400
    assert send(players.client(), "").status_code == 400


def test_the_pages_that_are_kept_know_nobody(players: Players) -> None:
    """Even asked for by somebody with a draft, the form for the device is empty."""
    client = players.client(CITIZEN)
    client.post("/pengaduan/draf", data={"judul": "RAHASIA DRAF"})
    for address in ("/pengaduan/luring", "/luring"):
        page = client.get(address).text
        assert "RAHASIA DRAF" not in page
    assert "siti@contoh.id" not in client.get("/pengaduan/luring").text


def test_the_worker_names_what_it_keeps(players: Players) -> None:
    """Every file in its list is there, and none of the pages is a case."""
    worker = players.client().get("/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "/kasus" not in worker.text
    manifest = players.client().get("/manifest.webmanifest")
    assert manifest.mimetype == "application/manifest+json"
    for icon in manifest.get_json(force=True)["icons"]:
        with players.client().get(icon["src"]) as answer:
            assert answer.status_code == 200


def test_visitors_are_slowed_down_after_twenty(players: Players) -> None:
    """From one address twenty complaints an hour are free; an account is not counted."""
    client = players.client()
    answers = [send(client, secrets.token_urlsafe(32), judul=["x"]).status_code for _ in range(22)]
    assert answers[:20] == [422] * 20
    assert answers[-1] == 429
    assert players.client(CITIZEN).post("/pengaduan/baru", data=FORM).status_code == 303
    players.clock.pass_(hours=3)
    assert send(client, secrets.token_urlsafe(32)).status_code == 200


def send(client: Any, name: str, **changed: Sequence[str]) -> Any:
    """Send a complaint as a device does."""
    return client.post("/pengaduan/kiriman", data={**FORM, **changed, "kiriman": name})


def number_of_cases(players: Players) -> int:
    """Count the cases of the office."""
    with players.office.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(cases_table)) or 0


def reporter_of(players: Players, number: str) -> int | None:
    """Return whose account a case is in."""
    with players.office.database.reading() as connection:
        case = cases.read_by_number(connection, number)
    assert case
    return case.reporter_id
