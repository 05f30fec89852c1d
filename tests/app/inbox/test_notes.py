"""Internal notes: who reads them, whom they name, what they may not hold, and how they are withdrawn."""

from __future__ import annotations

import html
import re
from uuid import UUID

from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import ANSWER, INFORMATION, RECEIVED, case_at
from sqlalchemy import select

from app.demo.cast import (
    CITIZEN,
    LEAD,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SECOND_OPERATOR,
    SUPERVISOR,
    UNIT_OFFICER,
    Person,
)
from persistence import journal, mentions
from persistence.tables import outbox

TEXT = "Fotonya kurang jelas, tolong dicek lagi."


def address_of(players: Players, case_id: UUID) -> str:
    return f"/tugas/{players.open_task(case_id).id}"


def write(players: Players, person: Person, address: str, text: str) -> tuple[int, str]:
    """Write a note in a browser of this person; returns the status and the page that answers."""
    answer = players.client(person).post(f"{address}/catatan", data={"catatan": text}, follow_redirects=True)
    return answer.status_code, html.unescape(answer.text)


def unseen(players: Players, person: Person) -> int:
    with players.office.database.reading() as connection:
        return mentions.count_unseen(connection, players.actor(person).account_id or 0)


def test_colleagues_of_the_case_and_the_supervisor_read_a_note(players: Players) -> None:
    """Whoever works on the case, whoever worked on it before, and the supervisor; nobody of another unit."""
    case_id = case_at(players, "3")
    before = address_of(players, case_id)
    assert write(players, OPERATOR, before, TEXT)[0] == 200
    players.complete(OPERATOR, case_id, jenis=["pengaduan"], alasan=["Perlu diperbaiki"], unit=["1"])
    now = address_of(players, case_id)
    for person, address in ((SECOND_OPERATOR, before), (SUPERVISOR, now)):
        assert TEXT in players.client(person).get(address).text
    assert [players.client(person).get(now).status_code for person in (OTHER_UNIT_OFFICER, LEAD, OPERATOR)].count(
        404
    ) >= 2


def test_the_reporter_never_reads_a_note(players: Players) -> None:
    """Neither her case's page nor its answer holds anything of it."""
    case_id = case_at(players, "3", CITIZEN)
    write(players, OPERATOR, address_of(players, case_id), TEXT)
    players.complete(OPERATOR, case_id, **INFORMATION)
    players.complete(OPERATOR, case_id, jawaban=ANSWER)
    page = players.client(CITIZEN, case_id).get(f"/kasus/{case_id}").text
    assert "Lampu jalan" in page
    assert TEXT not in page
    assert "atatan internal" not in page


def test_a_named_colleague_is_told_and_finds_the_note(players: Players) -> None:
    """She gets a message that says nothing of the case but its number, a line in her inbox, and a mark on the note."""
    case_id = case_at(players, "3")
    _, page = write(players, OPERATOR, address_of(players, case_id), f"{TEXT} @rina kusuma, bisa?")
    assert '<strong class="task-name">@rina kusuma</strong>' in page
    with players.office.database.reading() as connection:
        assert connection.scalars(select(outbox.c.kind)).all().count("mention") == 1
    rina = players.client(SECOND_OPERATOR)
    listed = rina.get("/tugas").text
    assert "Anda disebut dalam 1 catatan" in listed
    link = re.search(r'href="(/tugas/laporan/[^"]+)">KBK/2026/11/0001</a> – Dewi Lestari', listed)
    assert link
    assert "is-new" in rina.get(link[1], follow_redirects=True).text
    assert "Anda disebut dalam" not in rina.get("/tugas").text
    assert "is-new" not in rina.get(link[1], follow_redirects=True).text


def test_a_note_names_only_those_who_may_read_the_case(players: Players) -> None:
    """A colleague of a lane that the case has not come to is no more there than an invented one; nothing is lost."""
    case_id = case_at(players, "3")
    for name in ("Agus Prasetyo", "Endang", "Siapa"):
        status, page = write(players, OPERATOR, address_of(players, case_id), f"Tolong @{name} lihat.")
        assert status == 422
        assert f"Tidak ada “{name.split()[0]}” di antara yang boleh membaca" in page
        assert f"Tolong @{name} lihat." in page
    assert unseen(players, UNIT_OFFICER) == 0


def test_a_note_does_not_carry_who_the_reporter_is(players: Players) -> None:
    """The operator knows the reporter; a note of hers goes to colleagues who must not."""
    address = address_of(players, case_at(players, "3"))
    for text, found in (
        ("Teleponnya 0812-3456-7890.", "nomor HP"),
        ("Hubungi +62 812 3456 7890", "nomor HP"),
        ("NIK 3313010101900001", "NIK"),
        ("Tulis ke siti.r@gmail.com saja", "alamat e-mail"),
        ("Kata Bu SITI  Rahayu lampunya tiga.", "menyebut pelapor"),
        ("Rumahnya di Jalan Pasar 1, Kebak.", "menyebut pelapor"),
    ):
        status, page = write(players, OPERATOR, address, text)
        assert status == 422
        assert found in page


def test_a_note_is_no_way_to_guess_the_reporter(players: Players) -> None:
    """Whoever is not handed the identity is not told whether a name is the reporter's."""
    case_id = case_at(players, "4", kerahasiaan=["rahasia"], nik=["3313010101900001"])
    assert write(players, UNIT_OFFICER, address_of(players, case_id), "Apakah ini Siti Rahayu?")[0] == 200


def test_an_office_number_and_an_office_mailbox_are_no_identity(players: Players) -> None:
    """Notes may say whom to ask in another office."""
    text = "Tanyakan ke DPUPR (0271) 495039 atau dpupr@karanganyarkab.go.id."
    assert write(players, OPERATOR, address_of(players, case_at(players, "3")), text)[0] == 200


def test_its_writer_withdraws_a_note(players: Players) -> None:
    """It is shown no more and asks nobody any more; the journal keeps it; nobody else withdraws it."""
    case_id = case_at(players, "3")
    address = address_of(players, case_id)
    _, page = write(players, OPERATOR, address, f"{TEXT} @Rina")
    found = re.search(r'action="([^"]+/tarik)"', page)
    assert found
    assert players.client(SECOND_OPERATOR).post(found[1]).status_code == 404
    client = players.client(OPERATOR)
    for _ in range(2):
        page = client.post(found[1], follow_redirects=True).text
        assert "Catatan ini ditarik oleh penulisnya." in page
    assert TEXT not in page
    assert unseen(players, SECOND_OPERATOR) == 0
    with players.office.database.reading() as connection:
        kinds = [entry.kind for entry in journal.entries_of(connection, case_id)]
    assert kinds[-2:] == ["note_written", "note_withdrawn"]


def test_a_double_press_writes_one_note(players: Players) -> None:
    """The same press sent twice is one note."""
    case_id = case_at(players, "3")
    client: FlaskClient = players.client(OPERATOR)
    for _ in range(2):
        client.post(f"{address_of(players, case_id)}/catatan", data={"catatan": TEXT, "perintah": "satu"})
    assert client.get(address_of(players, case_id)).text.count(TEXT) == 1


def test_a_closed_case_gets_no_new_note(players: Players) -> None:
    """Its notes stay to be read; the page says why there is no field."""
    case_id = case_at(players, "2", CITIZEN)
    address = address_of(players, case_id)
    write(players, OPERATOR, address, TEXT)
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **INFORMATION)
    players.complete(OPERATOR, case_id, jawaban=ANSWER)
    players.complete(CITIZEN, case_id, hasil=["selesai"], rating=["5"])
    page = players.client(OPERATOR).get(address).text
    assert TEXT in page
    assert "Kasus sudah ditutup, jadi tidak ada catatan baru." in page
    assert write(players, OPERATOR, address, "Terlambat.")[0] == 403
