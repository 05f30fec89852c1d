"""The damaged scan can be read in other ways: another lane in the diagram is another inbox, with no change of code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from office_fixtures import Players
from sop_steps import ANSWER, INFORMATION, RECEIVED, case_at, complaint

from app.actions.publish_sop import publish_sop
from app.demo.cast import ADMINISTRATOR, CITIZEN, LEAD, OPERATOR, UNIT_OFFICER, Person
from persistence import cases

FIXTURES = Path(__file__).parents[1] / "fixtures"
# Who works rows 3 and 5 in each reading of the SOP.
READINGS: Mapping[str, tuple[Person, Person]] = {
    "reading_b.bpmn": (LEAD, OPERATOR),
    "reading_c.bpmn": (LEAD, LEAD),
}
STAFF = (OPERATOR, LEAD, UNIT_OFFICER)


@pytest.fixture(params=READINGS)
def workers(request: pytest.FixtureRequest, players: Players) -> tuple[Person, Person]:
    """Publish a reading of the SOP, and give who works its rows 3 and 5."""
    publish_sop(players.office, players.actor(ADMINISTRATOR), (FIXTURES / request.param).read_bytes())
    return READINGS[request.param]


def work(players: Players, row: str, person: Person, answers: Mapping[str, object]) -> None:
    """Let a person find a row's task in her inbox and complete it on its page; nobody else has it."""
    for other in STAFF:
        page = players.client(other).get("/tugas?tampilan=lajur").text
        assert (f"<div>{row}. " in page) == (other == person), f"row {row} in the inbox of {other.name}"
    client = players.client(person)
    (address,) = re.findall(r'<a href="/tugas/([0-9a-f-]{36})">', client.get("/tugas?tampilan=lajur").text)
    client.post(f"/tugas/{address}/ambil")
    assert client.post(f"/tugas/{address}", data=answers).status_code == 303


def test_a_reading_runs_through_the_office(players: Players, workers: tuple[Person, Person]) -> None:
    """Every row of the long branch waits with the people of its lane, up to the reporter's own."""
    third, fifth = workers
    case_id = players.submit(CITIZEN).case_id
    work(players, "2", OPERATOR, RECEIVED)
    work(players, "3", third, complaint(players))
    work(players, "4", UNIT_OFFICER, {"tanggapan": ANSWER})
    work(players, "5", fifth, {"tanggapan": ANSWER})
    work(players, "6", OPERATOR, {"jawaban": ANSWER})
    players.complete(players.actor(CITIZEN, case_id), case_id, hasil=["selesai"], rating=["5"])
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
    assert case
    assert case.status == "closed"


def test_the_short_branch_of_a_reading_runs_too(players: Players, workers: tuple[Person, Person]) -> None:
    """Information goes from row 3, whoever works it, to the operator's answer."""
    players.submit(CITIZEN)
    work(players, "2", OPERATOR, RECEIVED)
    work(players, "3", workers[0], INFORMATION)
    work(players, "6", OPERATOR, {"jawaban": ANSWER})


def test_a_running_case_keeps_its_reading(players: Players) -> None:
    """A case that began before the change stays with the lanes of its own version."""
    case_id = case_at(players, "3")
    publish_sop(players.office, players.actor(ADMINISTRATOR), (FIXTURES / "reading_b.bpmn").read_bytes())
    assert players.open_task(case_id).lane == "operator"
    work(players, "3", OPERATOR, complaint(players))
