"""Completing a task moves the case by its diagram, once, for one person."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, UNIT_OFFICER
from app.errors import Missing, TaskTaken
from forms.errors import FieldErrors
from persistence import cases, journal, units, verification

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lainnya"], "sub_kategori_lain": ["Lampu jalan"]}


def unit_id(players: Players) -> str:
    with players.office.database.reading() as connection:
        return str(next(unit.id for unit in units.every(connection) if unit.code == "pembangunan"))


def test_the_informasi_branch_goes_straight_to_the_answer(players: Players) -> None:
    """A case classified as information skips rows 4 and 5 and waits for the operator's answer."""
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    assert players.open_task(case_id).element_id == "menginput_tanggapan"


def test_the_other_branch_goes_through_the_unit_and_the_lead(players: Players) -> None:
    """A complaint is answered by its unit, checked by the lead, entered by the operator, and ends with the reporter."""
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.complete(OPERATOR, case_id, jenis=["pengaduan"], alasan=["Perlu diperbaiki"], unit=[unit_id(players)])
    answer = ["Lampu sudah kami ganti pada hari Selasa."]
    players.complete(UNIT_OFFICER, case_id, tanggapan=answer, tindakan=["Mengganti lampu"])
    players.complete(LEAD, case_id, tanggapan=answer)
    players.complete(OPERATOR, case_id, jawaban=answer)
    assert players.open_task(case_id).element_id == "terjawab"
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
        kinds = [entry.kind for entry in journal.entries_of(connection, case_id)]
        assert verification.verify(connection) == []
    assert case
    assert case.answered_at == players.clock()
    assert kinds.count("task_completed") == 6


def test_a_wrong_answer_changes_nothing(players: Players) -> None:
    """Answers that the form refuses leave the case where it was."""
    case_id = players.submit().case_id
    with pytest.raises(FieldErrors):
        players.complete(OPERATOR, case_id, kategori=["tidak ada"])
    assert players.open_task(case_id).element_id == "menerima"


def test_a_claimed_task_is_its_owners(players: Players) -> None:
    """Nobody else of the lane completes a task that somebody has claimed."""
    case_id = players.submit().case_id
    with pytest.raises(FieldErrors):
        players.complete(OPERATOR, case_id)
    with pytest.raises(TaskTaken):
        players.complete(SECOND_OPERATOR, case_id, **RECEIVE)


def test_another_lane_finds_nothing(players: Players) -> None:
    """A task outside one's lanes is not there."""
    case_id = players.submit().case_id
    with pytest.raises(Missing):
        players.complete(UNIT_OFFICER, case_id, **RECEIVE)
