"""Whoever records what was reported before is told so: while she writes, and once before it is kept."""

from __future__ import annotations

from office_fixtures import COMPLAINT, Players
from sqlalchemy import func, select

from app.actions.index_cases import index_changed_cases
from app.demo.cast import CITIZEN, OPERATOR
from persistence.tables import cases

FORM = "/meja/catat/1"
AGAIN = {
    **{name: value[0] for name, value in COMPLAINT.items()},
    "kanal": "telepon",
    "judul": "Lampu jalan di depan pasar tidak menyala",
    "perintah": "satu",
}


def reported(players: Players) -> str:
    """Let a citizen report, and the search learn of it."""
    number = players.submit(CITIZEN).number
    index_changed_cases(players.office)
    return number


def count(players: Players) -> int:
    """Count the cases."""
    with players.office.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(cases)) or 0


def test_earlier_cases_show_while_writing(players: Players) -> None:
    """Title and text so far lead to the case that is alike, with its village; another subject leads to none."""
    number = reported(players)
    client = players.client(OPERATOR)
    found = client.post("/meja/mirip", data={name: AGAIN[name] for name in ("judul", "uraian", "lokasi_desa")}).text
    assert number in found
    assert "desa yang sama" in found
    assert f'name="mirip_dilihat" value="{number}"' in found
    assert number not in client.post("/meja/mirip", data={"judul": "Pupuk bersubsidi habis"}).text
    assert number not in client.post("/meja/mirip", data={}).text


def test_the_first_press_asks_and_loses_nothing(players: Players) -> None:
    """Without scripts the page comes back once with the case that is alike; the second press records."""
    number = reported(players)
    client = players.client(OPERATOR)
    asked = client.post(FORM, data=AGAIN)
    assert asked.status_code == 409
    assert "Mungkin sudah pernah dilaporkan" in asked.text
    assert AGAIN["uraian"] in asked.text
    assert count(players) == 1
    answer = client.post(FORM, data={**AGAIN, "mirip_dilihat": number, "terkait": number})
    assert answer.status_code == 303
    assert count(players) == 2


def test_nobody_is_asked_about_what_she_has_seen(players: Players) -> None:
    """Where the page showed the case while she wrote, one press is enough."""
    number = reported(players)
    assert players.client(OPERATOR).post(FORM, data={**AGAIN, "mirip_dilihat": number}).status_code == 303
