"""A task is handed over for a reason, to somebody who can do it, and both names stand in the history."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from inbox_steps import account_id, claimed, stored, told
from office_fixtures import Players
from sop_steps import RECEIVED, case_at
from sqlalchemy import select

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER, Person
from persistence import verification
from persistence.tables import outbox

REASON = "Saya dinas luar sampai Jumat."


def form(players: Players, to: Person | str, **changed: str) -> dict[str, Any]:
    """Return what the page posts."""
    receiver = to if isinstance(to, str) else str(account_id(players, to))
    return {"penerima": receiver, "alasan_pengalihan": REASON, "perintah": uuid4().hex, **changed}


def test_the_receiver_goes_on_where_the_owner_stopped(players: Players) -> None:
    """Task and draft are the receiver's; pressing twice has one effect, and both names are told with the reason."""
    task = claimed(players)
    client = players.client(OPERATOR)
    client.post(f"/tugas/{task.id}/draf", data={"catatan_penerimaan": "Sudah ditelepon."})
    posted = form(players, SECOND_OPERATOR)
    for _ in range(2):
        answer = client.post(f"/tugas/{task.id}/alihkan", data=posted)
        assert (answer.status_code, answer.location) == (303, "/tugas")
    assert stored(players, task.id).owner_id == account_id(players, SECOND_OPERATOR)
    assert "Sudah ditelepon." in players.client(SECOND_OPERATOR).get(f"/tugas/{task.id}").text
    assert told(players, task.case_id)[2:] == [
        "Dewi Lestari mengambil “Menerima input pengaduan”.",
        "Dewi Lestari mengalihkan “Menerima input pengaduan” dari Dewi Lestari kepada Rina Kusuma. Alasan: " + REASON,
    ]
    with players.office.database.reading() as connection:
        assert verification.verify(connection) == []
        told_of = [(row.kind, row.account_id) for row in connection.execute(select(outbox).order_by(outbox.c.id))][1:]
    assert told_of == [("handed_over", account_id(players, SECOND_OPERATOR))]


def test_the_page_offers_who_can_do_it(players: Players) -> None:
    """Colleagues of the lane with what they have to do, and the lane itself; neither the owner nor other lanes."""
    claimed(players, SECOND_OPERATOR)
    page = players.client(OPERATOR).get(f"/tugas/{claimed(players).id}/alihkan").text
    for text in ("Rina Kusuma", "1 tugas terbuka", "Kembali ke lajur"):
        assert text in page
    for text in ("Agus Prasetyo", "Endang Wulandari", 'for="isian-penerima">Dewi Lestari'):
        assert text not in page


def test_a_reason_is_needed_and_what_was_chosen_stays(players: Players) -> None:
    """Without a reason nothing moves, and the form comes back with the chosen receiver."""
    task = claimed(players)
    posted = form(players, SECOND_OPERATOR, alasan_pengalihan="")
    answer = players.client(OPERATOR).post(f"/tugas/{task.id}/alihkan", data=posted)
    assert answer.status_code == 422
    assert re.search(rf'name="penerima" value="{account_id(players, SECOND_OPERATOR)}"[^>]* checked', answer.text)
    assert stored(players, task.id).owner_id == account_id(players, OPERATOR)


@pytest.mark.parametrize("receiver", [UNIT_OFFICER, LEAD, OPERATOR])
def test_whoever_cannot_do_it_does_not_get_it(players: Players, receiver: Person) -> None:
    """Another lane's people, and the owner herself, are no receivers, whatever a request says."""
    task = claimed(players)
    posted = form(players, receiver)
    assert players.client(OPERATOR).post(f"/tugas/{task.id}/alihkan", data=posted).status_code == 422
    assert stored(players, task.id).owner_id == account_id(players, OPERATOR)


def test_a_task_goes_back_to_its_lane(players: Players) -> None:
    """Handed to the lane it is nobody's, with its reason."""
    task = claimed(players)
    answer = players.client(OPERATOR).post(
        f"/tugas/{task.id}/alihkan", data=form(players, "lajur"), follow_redirects=True
    )
    assert "dikembalikan ke lajur, bersama drafnya" in answer.text
    assert stored(players, task.id).owner_id is None
    assert told(players, task.case_id)[-1].startswith("Dewi Lestari mengalihkan “Menerima input pengaduan” dari Dewi")


def test_only_the_owner_and_a_supervisor_hand_over(players: Players) -> None:
    """A colleague reads whose it is, another lane finds nothing, a free task must be claimed first."""
    task = claimed(players)
    posted = form(players, SECOND_OPERATOR)
    for person, status in ((SECOND_OPERATOR, 409), (LEAD, 404), (UNIT_OFFICER, 404)):
        client = players.client(person)
        assert client.get(f"/tugas/{task.id}/alihkan").status_code == status
        assert client.post(f"/tugas/{task.id}/alihkan", data=posted).status_code == status
    free = players.open_task(case_at(players, "2"))
    assert players.client(SECOND_OPERATOR).post(f"/tugas/{free.id}/alihkan", data=posted).status_code == 403


def test_a_supervisor_hands_every_open_task_over(players: Players) -> None:
    """Hers to move are a free task and one that somebody has; a finished one is not."""
    free, owned = players.open_task(case_at(players, "2")), claimed(players)
    client = players.client(SUPERVISOR)
    for task in (free, owned):
        posted = form(players, SECOND_OPERATOR)
        assert client.post(f"/tugas/{task.id}/alihkan", data=posted).status_code == 303
        assert stored(players, task.id).owner_id == account_id(players, SECOND_OPERATOR)
    assert "dari lajur kepada Rina Kusuma" in told(players, free.case_id)[-1]
    with players.office.database.reading() as connection:
        rows = connection.execute(select(outbox.c.kind, outbox.c.account_id).where(outbox.c.case_id == owned.case_id))
    assert [tuple(row) for row in rows][1:] == [
        ("handed_over", account_id(players, SECOND_OPERATOR)),
        ("handed_away", account_id(players, OPERATOR)),
    ]
    players.complete(SECOND_OPERATOR, owned.case_id, **RECEIVED)
    assert client.post(f"/tugas/{owned.id}/alihkan", data=form(players, OPERATOR)).status_code == 409


def test_who_leads_a_lane_hands_its_tasks_over(players: Players) -> None:
    """A leading seat is enough to move a colleague's task, in its own lane only."""
    task, foreign = claimed(players, SECOND_OPERATOR), players.open_task(case_at(players, "4"))
    assert players.actor(OPERATOR).led_lanes == {"operator"}
    client = players.client(OPERATOR)
    assert client.post(f"/tugas/{task.id}/alihkan", data=form(players, OPERATOR)).status_code == 303
    assert stored(players, task.id).owner_id == account_id(players, OPERATOR)
    assert client.post(f"/tugas/{foreign.id}/alihkan", data=form(players, OPERATOR)).status_code == 404
