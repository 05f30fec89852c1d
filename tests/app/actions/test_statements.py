"""What a completion costs the database: at most eight statements and exactly one commit, on every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from office_fixtures import COMPLAINT, Players

from app.actions.claim_task import claim_task
from app.actions.open_follow_up import answer_case
from app.actions.submit_complaint import submit_complaint
from app.demo.cast import CITIZEN, LEAD, OPERATOR, UNIT_OFFICER
from app.security.actor import GUEST, Actor
from persistence import units

MOST = 8
ANSWER = ["Lampu sudah kami ganti pada hari Selasa."]


def test_every_row_costs_at_most_eight_statements_and_one_commit(players: Players, statements: Any) -> None:
    """From the citizen's complaint to her rating, on the long branch, with mails to send."""
    # The SOP, the calendar, units and categories are read once per process.
    players.office.catalogue.diagram_in_force()
    with statements(players.office.database) as counted, players.app.test_request_context():
        case_id = submit_complaint(players.office, GUEST, "kue", COMPLAINT, "sekali").case_id
    costs = {"1": (len(counted.statements), counted.commits)}
    for person, answers in rows(players, case_id):
        task = players.open_task(case_id)
        with players.app.test_request_context():
            if not task.is_reporters:
                claim_task(players.office, person, task.id)
            with statements(players.office.database) as counted:
                answer_case(players.office, person, task.id, answers, uuid4())
        costs[task.row_number] = (len(counted.statements), counted.commits)
    assert list(costs) == ["1", "2", "3", "4", "5", "6", "7"]
    assert {row: cost for row, cost in costs.items() if cost[0] > MOST or cost[1] != 1} == {}


def rows(players: Players, case_id: UUID) -> list[tuple[Actor, Mapping[str, Sequence[str]]]]:
    """Return who does the rows after the first, and with which answers."""
    with players.office.database.reading() as connection:
        unit = next(unit for unit in units.every(connection) if unit.code == "pembangunan")
    operator = players.actor(OPERATOR)
    received = {"kategori": ["infrastructure"], "sub_kategori": ["lampu_jalan"]}
    return [
        (operator, received),
        (operator, {"jenis": ["pengaduan"], "alasan": ["Perlu diperbaiki"], "unit": [str(unit.id)]}),
        (players.actor(UNIT_OFFICER), {"tanggapan": ANSWER}),
        (players.actor(LEAD), {"tanggapan": ANSWER}),
        (operator, {"jawaban": ANSWER}),
        (players.actor(CITIZEN, case_id), {"hasil": ["selesai"], "rating": ["5"]}),
    ]
