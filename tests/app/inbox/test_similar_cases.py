"""Similar past cases beside the form: their answer begins the answer of this one, and nobody reads more than before."""

from __future__ import annotations

import html
from uuid import UUID

from office_fixtures import Players
from sop_steps import ANSWER, INFORMATION, RECEIVED, case_at

from app.actions.index_cases import index_changed_cases
from app.demo.cast import CITIZEN, OPERATOR, UNIT_OFFICER


def page_of(players: Players, case_id: UUID, query: str = "") -> str:
    """Index what happened, as the worker does, and open the task that this operator has claimed."""
    with players.app.test_request_context():
        index_changed_cases(players.office)
    address = f"/tugas/{players.open_task(case_id).id}"
    client = players.client(OPERATOR)
    client.post(f"{address}/ambil")
    return html.unescape(client.get(f"{address}{query}").text)


def closed_case(players: Players) -> UUID:
    """Take a case down the long branch to its end."""
    case_id = case_at(players, "7", CITIZEN)
    players.complete(CITIZEN, case_id, hasil=["selesai"], rating=["5"])
    return case_id


def test_an_answer_begins_with_that_of_a_similar_case(players: Players) -> None:
    """Number, title and category stand there; its answer goes into the empty field, also without a script."""
    past = closed_case(players)
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **INFORMATION)
    page = page_of(players, case_id)
    assert "Laporan serupa (1)" in page
    assert "KBK/2026/11/0001 Lampu jalan depan pasar mati" in page
    field = page_of(players, case_id, f"?awal=kasus-{past}").partition('name="jawaban"')[2].partition("</textarea>")[0]
    assert ANSWER[0] in field


def test_a_classification_points_to_a_similar_case(players: Players) -> None:
    """Where no answer is written, a sentence names the case and the unit that answered it."""
    closed_case(players)
    page = page_of(players, case_at(players, "3"))
    assert "Serupa dengan laporan KBK/2026/11/0001, yang ditanggapi Seksi Pembangunan." in page
    assert ANSWER[0] in page


def test_other_rows_show_none(players: Players) -> None:
    """The unit answers from its own knowledge; its page has no such panel."""
    closed_case(players)
    case_id = case_at(players, "4")
    page = players.client(UNIT_OFFICER).get(f"/tugas/{players.open_task(case_id).id}").text
    assert "Laporan serupa" not in page
