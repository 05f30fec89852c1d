"""A task is put off until a working day; its due time stays, and whoever gets it next sees it at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from inbox_steps import account_id, claimed, stored, told
from office_fixtures import Players
from sop_steps import case_at

from app.actions.claim_task import claim_task
from app.demo.cast import OPERATOR, SECOND_OPERATOR, UNIT_OFFICER
from persistence.tasks import Task


@pytest.fixture
def two_days(players: Players) -> Task:
    """Let the unit's officer claim a task of row 4, which is due on Thursday, 26 November, at closing time."""
    task = players.open_task(case_at(players, "4"))
    with players.app.test_request_context():
        claim_task(players.office, players.actor(UNIT_OFFICER), task.id)
    return task


def put_off(players: Players, task_id: UUID, day: str, **more: str) -> Any:
    """Post the page of a task of row 4."""
    data = {"tanggal_kembali": day, "perintah": "sekali", **more}
    return players.client(UNIT_OFFICER).post(f"/tugas/{task_id}/tunda", data=data)


def test_it_comes_back_at_opening(players: Players, two_days: Task) -> None:
    """Until Wednesday means Wednesday at half past seven; the due time stays, and the history says so once."""
    for _ in range(2):
        answer = put_off(players, two_days.id, "2026-11-25", alasan_penundaan="Menunggu foto.")
        assert (answer.status_code, answer.location) == (303, "/tugas")
    now = stored(players, two_days.id)
    assert now.snoozed_until == datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert now.due_at == two_days.due_at
    assert [sentence for sentence in told(players, two_days.case_id) if "menunda" in sentence] == [
        "Agus Prasetyo menunda “Menanggapi pengaduan” sampai Rabu, 25 November 2026 pukul 07.30 WIB. "
        "Alasan: Menunggu foto."
    ]


def test_a_day_after_the_due_time_is_asked_about(players: Players, two_days: Task) -> None:
    """A Saturday means the Monday after it, which is too late: that is said, and done only when pressed again."""
    answer = put_off(players, two_days.id, "2026-11-28", alasan_penundaan="Menunggu foto.")
    assert answer.status_code == 422
    for text in ("Kamis, 26 November 2026 pukul 16.00 WIB", "Senin, 30 November 2026", "Menunggu foto.", "Tetap tunda"):
        assert text in answer.text
    assert stored(players, two_days.id).snoozed_until is None
    assert put_off(players, two_days.id, "2026-11-28", tetap="1").status_code == 303
    assert stored(players, two_days.id).snoozed_until == datetime(2026, 11, 30, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-20", "besok", ""])
def test_only_a_later_day(players: Players, two_days: Task, day: str) -> None:
    """Today, the past and what is no date are refused in the form."""
    assert put_off(players, two_days.id, day).status_code == 422
    assert stored(players, two_days.id).snoozed_until is None


def test_a_late_task_is_not_put_off(players: Players, two_days: Task) -> None:
    """What is late stays in sight."""
    players.clock.pass_(days=4)
    answer = put_off(players, two_days.id, "2026-12-01", tetap="1")
    assert answer.status_code == 422
    assert "sudah lewat tenggat" in answer.text


def test_taking_it_back_and_giving_it_away_end_it(players: Players, two_days: Task) -> None:
    """The owner takes it back before its day; so does releasing it, for nobody else has put it off."""
    client = players.client(UNIT_OFFICER)
    put_off(players, two_days.id, "2026-11-25")
    assert client.post(f"/tugas/{two_days.id}/batal-tunda").location == f"/tugas/{two_days.id}"
    assert stored(players, two_days.id).snoozed_until is None
    assert told(players, two_days.case_id)[-1] == "Agus Prasetyo tidak menunda “Menanggapi pengaduan” lagi."
    put_off(players, two_days.id, "2026-11-25", perintah="lagi")
    client.post(f"/tugas/{two_days.id}/lepas")
    assert stored(players, two_days.id).snoozed_until is None


def test_only_the_owner_puts_off(players: Players) -> None:
    """A colleague reads whose it is; another lane finds nothing; a free task is nobody's to put off."""
    task = claimed(players)
    data = {"tanggal_kembali": "2026-11-25"}
    for person, status in ((SECOND_OPERATOR, 409), (UNIT_OFFICER, 404)):
        for verb in ("tunda", "batal-tunda"):
            assert players.client(person).post(f"/tugas/{task.id}/{verb}", data=data).status_code == status
        assert players.client(person).get(f"/tugas/{task.id}/tunda").status_code == status
    free = players.open_task(case_at(players, "2"))
    assert players.client(OPERATOR).post(f"/tugas/{free.id}/tunda", data=data).status_code == 403
    assert stored(players, task.id).owner_id == account_id(players, OPERATOR)
