"""Who reported stays covered on a confidential case, until the worker writes down why she must know."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import RECEIVED, case_at

from app.case_file import open_case
from app.demo.cast import OPERATOR, SECOND_OPERATOR, UNIT_OFFICER
from persistence import cases, journal
from persistence.journal import JournalEntry, open_payload

REASON = {"alasan_membuka": "Perlu menanyakan letak lampu."}
SECRETS = ("Siti Rahayu", "Jalan Pasar 1, Kebak", "siti@contoh.id", "3313010101900001", "Pedagang sayur")
CONFIDENTIAL = {"kerahasiaan": ["rahasia"], "nik": ["3313010101900001"], "pekerjaan": ["Pedagang sayur"]}


def confidential(players: Players) -> tuple[UUID, FlaskClient, str]:
    """Return a confidential case at row 2, its worker's browser and the address of its task, claimed by her."""
    case_id = case_at(players, "2", **CONFIDENTIAL)
    client, address = players.client(OPERATOR), f"/tugas/{players.open_task(case_id).id}"
    client.post(f"{address}/ambil")
    return case_id, client, address


def reveals(players: Players, case_id: UUID) -> list[JournalEntry]:
    """Return the journal's entries about opened identities."""
    with players.office.database.reading() as connection:
        return [entry for entry in journal.entries_of(connection, case_id) if entry.kind == "identity_revealed"]


def test_a_confidential_reporter_is_covered(players: Players) -> None:
    """Neither page nor form names her; what she wrote about the matter is there."""
    _, client, address = confidential(players)
    page = client.get(address).text
    for secret in SECRETS:
        assert secret not in page
    assert "3313**********01" in page
    assert page.count("disembunyikan") == 4
    assert "Sudah tiga minggu lampu jalan" in page


def test_a_reason_opens_the_identity_and_stays_in_the_journal(players: Players) -> None:
    """The owner sees who it is after she wrote why; the journal keeps that sealed, with her account."""
    case_id, client, address = confidential(players)
    answer = client.post(f"{address}/identitas", data=REASON)
    assert (answer.status_code, answer.location) == (303, f"{address}#kelengkapan")
    page = client.get(address).text
    for secret in SECRETS:
        assert secret in page
    assert "Dewi Lestari membuka identitas pelapor; alasannya tercatat." in page
    (entry,) = reveals(players, case_id)
    assert entry.actor_id == players.actor(OPERATOR).account_id
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
    assert case
    assert open_payload(entry, open_case(players.office, case).key)["reason"] == REASON["alasan_membuka"]
    assert b"letak lampu" not in b"".join(str(value).encode() for value in vars(entry).values())


def test_another_session_begins_covered(players: Players) -> None:
    """The same person on another computer, and her colleague, see nothing of it."""
    _, client, address = confidential(players)
    client.post(f"{address}/identitas", data=REASON)
    for person in (OPERATOR, SECOND_OPERATOR):
        assert "Siti Rahayu" not in players.client(person).get(address).text


def test_an_identity_is_covered_again_once_the_task_is_somebody_elses(players: Players) -> None:
    """Who has given the task back no longer sees whom it is about."""
    _, client, address = confidential(players)
    client.post(f"{address}/identitas", data=REASON)
    client.post(f"{address}/lepas")
    assert "Siti Rahayu" not in client.get(address).text


def test_without_a_reason_nothing_opens(players: Players) -> None:
    """A missing or a meaningless reason is asked for again; the journal has nothing to say."""
    case_id, client, address = confidential(players)
    for reason in ("", "perlu"):
        answer = client.post(f"{address}/identitas", data={"alasan_membuka": reason})
        assert answer.status_code == 422
        assert "Alasan membuka identitas" in answer.text
    assert reveals(players, case_id) == []
    assert "Siti Rahayu" not in client.get(address).text


def test_only_the_owner_opens_an_identity(players: Players) -> None:
    """Before the claim it is refused, and a colleague reads whose task it is."""
    case_id = case_at(players, "2", **CONFIDENTIAL)
    address = f"/tugas/{players.open_task(case_id).id}"
    client = players.client(OPERATOR)
    assert "Pemilik tugas dapat membukanya dengan alasan." in client.get(address).text
    assert client.post(f"{address}/identitas", data=REASON).status_code == 403
    client.post(f"{address}/ambil")
    assert players.client(SECOND_OPERATOR).post(f"{address}/identitas", data=REASON).status_code == 409
    assert reveals(players, case_id) == []


def test_a_double_click_opens_it_once(players: Players) -> None:
    """The same press twice is one entry."""
    case_id, client, address = confidential(players)
    command = re.search(r'name="perintah" value="([^"]+)"', client.get(address).text)
    assert command
    for _ in range(2):
        assert client.post(f"{address}/identitas", data={**REASON, "perintah": command[1]}).status_code == 303
    assert len(reveals(players, case_id)) == 1
    # The same page's form is another press, so it still completes the task.
    assert client.post(address, data={**RECEIVED, "perintah": command[1]}).status_code == 303
    assert players.open_task(case_id).row_number == "3"


def test_a_nik_is_covered_on_every_case(players: Players) -> None:
    """An ordinary reporter is named to her operator, with the NIK covered until there is a reason."""
    case_id = case_at(players, "2", nik=["3313010101900001"])
    client, address = players.client(OPERATOR), f"/tugas/{players.open_task(case_id).id}"
    client.post(f"{address}/ambil")
    page = client.get(address).text
    assert "Siti Rahayu" in page
    assert "3313010101900001" not in page
    client.post(f"{address}/identitas", data=REASON)
    assert "3313010101900001" in client.get(address).text


def test_where_nothing_is_covered_nothing_opens(players: Players) -> None:
    """A row that is not handed the identity has none to open."""
    case_id = case_at(players, "4", **CONFIDENTIAL)
    client, address = players.client(UNIT_OFFICER), f"/tugas/{players.open_task(case_id).id}"
    client.post(f"{address}/ambil")
    assert "Buka identitas" not in client.get(address).text
    assert client.post(f"{address}/identitas", data=REASON).status_code == 404
    assert reveals(players, case_id) == []
