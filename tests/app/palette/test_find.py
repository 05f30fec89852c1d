"""The palette offers each person her cases by number, her pages and her actions, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from inbox_steps import claimed
from office_fixtures import Players
from sop_steps import RECEIVED, case_at

from app.demo.cast import ADMINISTRATOR, LEAD, OPERATOR, OTHER_UNIT_OFFICER, SUPERVISOR, UNIT_OFFICER, Person


def found(players: Players, person: Person, text: str = "") -> list[dict[str, Any]]:
    """Return what the palette offers."""
    answer = players.client(person).get("/palet", query_string={"cari": text})
    assert answer.status_code == 200
    offers: list[dict[str, Any]] = answer.get_json()["pilihan"]
    return offers


def titles(players: Players, person: Person, text: str = "") -> list[str]:
    """Return the titles that the palette offers."""
    return [offer["judul"] for offer in found(players, person, text)]


@pytest.mark.parametrize(
    "text", ["KBK/2026/11/0001", "kbk/2026/11/0001", "2026/11/1", "0001", "1", " #1 ", "11-0001", "KBK 2026 11 1"]
)
def test_a_case_is_found_by_its_number_or_a_part_of_it(players: Players, text: str) -> None:
    """However the number is written, the case comes first and leads to the task that waits."""
    task = players.open_task(case_at(players, "2"))
    first = found(players, OPERATOR, text)[0]
    assert (first["judul"], first["alamat"], first["jenis"]) == ("KBK/2026/11/0001", f"/tugas/{task.id}", "kasus")
    assert first["keterangan"] == "Lampu jalan depan pasar mati · 2. Menerima input pengaduan"


def test_only_who_may_see_a_case_finds_it(players: Players) -> None:
    """Its unit, its lanes and the supervisor find it; another unit, a lane to come and an administrator do not."""
    task = players.open_task(case_at(players, "4"))
    seen = {person.login for person in (UNIT_OFFICER, OPERATOR, SUPERVISOR) if titles(players, person, "1")}
    assert seen == {UNIT_OFFICER.login, OPERATOR.login, SUPERVISOR.login}
    for person in (OTHER_UNIT_OFFICER, LEAD, ADMINISTRATOR):
        assert titles(players, person, "KBK/2026/11/0001") == []
    # The operator's part is done: she is led to what she did, the unit to what waits.
    assert found(players, UNIT_OFFICER, "1")[0]["alamat"] == f"/tugas/{task.id}"
    assert found(players, OPERATOR, "1")[0]["alamat"] != f"/tugas/{task.id}"


@pytest.mark.parametrize("text", ["2", "KBK/2025/11/0001", "999999999", "9" * 60, "0", "%", "' or 1=1", "1 hari"])
def test_what_is_no_number_of_a_case_finds_none(players: Players, text: str) -> None:
    """Other numbers and years, and anything else that somebody types, find no case and break nothing."""
    case_at(players, "2")
    assert [offer for offer in found(players, OPERATOR, text) if offer["jenis"] == "kasus"] == []


def test_each_role_has_its_pages_and_actions(players: Players) -> None:
    """Staff claim, a supervisor looks, an administrator administers; everybody logs out."""
    assert {"Ambil berikutnya", "Kotak tugas", "Tugas saya", "Keluar"} <= set(titles(players, OPERATOR))
    assert "Ambil berikutnya" not in titles(players, SUPERVISOR)
    assert {"Kotak tugas", "SOP"} <= set(titles(players, SUPERVISOR))
    assert {"Kategori laporan", "Kalender kerja"} <= set(titles(players, ADMINISTRATOR))
    assert "Kotak tugas" not in titles(players, ADMINISTRATOR)


def test_words_are_found_from_their_beginnings(players: Players) -> None:
    """Any beginning of a word counts, in any order, without regard to case; what begins so comes first."""
    assert titles(players, OPERATOR, "BERI amb")[0] == "Ambil berikutnya"
    assert titles(players, OPERATOR, "next") == ["Ambil berikutnya"]
    assert titles(players, OPERATOR, "tugas")[0] == "Tugas saya"
    assert titles(players, OPERATOR, "xyz") == []


def test_what_it_posts_to_works(players: Players) -> None:
    """The address of an action is one that takes a POST, and it claims."""
    task = claimed(players)
    players.complete(OPERATOR, task.case_id, **RECEIVED)
    (offer,) = found(players, OPERATOR, "ambil berikutnya")
    assert offer["kirim"] is True
    answer = players.client(OPERATOR).post(offer["alamat"], data={"perintah": "1-2-3-4"})
    assert answer.location == f"/tugas/{players.open_task(task.case_id).id}"
