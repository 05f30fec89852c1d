"""The page of a case: the way it has gone, its answer, and what the reporter says to it."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from office_fixtures import Players
from PIL import Image

from app.actions.fire_timer import fire_due_timers
from app.actions.publish_sop import publish_sop
from app.demo.cast import CAST, CITIZEN, LEAD, NEIGHBOUR, OPERATOR, UNIT_OFFICER
from app.public.case_page import follow_up_of
from app.security.actor import SYSTEM
from persistence import cases
from processes import diagram

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lainnya"], "sub_kategori_lain": ["Lampu jalan"]}
STAGE = re.compile(r'class="step-(done|current|next)".*?class="step-title">\s*(.+?)\s*<', re.DOTALL)
STAFF_WORDS = ("PPID", "Operator", "menginput", "klasifikasi", "READY", "COMPLETED", "RAHASIA DAPUR KANTOR")


def stages(page: str) -> list[tuple[str, str]]:
    """Read the timeline of a page: how each stage stands, and what it is called."""
    return STAGE.findall(page)


def test_a_new_case_says_what_happens_until_when(players: Players) -> None:
    """The first stage is done, the second has its date, the others are named with their standard times."""
    sent = players.submit(CITIZEN)
    page = players.client(CITIZEN).get(f"/kasus/{sent.case_id}").text
    assert stages(page) == [
        ("done", "Terkirim"),
        ("current", "Diterima petugas"),
        ("next", "Ditelaah"),
        ("next", "Diproses unit"),
        ("next", "Tanggapan diperiksa"),
        ("next", "Terjawab"),
        ("next", "Selesai"),
    ]
    assert "Paling lambat Selasa, 24 November 2026 pukul 10.10 WIB" in page
    assert "Hanya bila diperlukan. Paling lama 2 hari kerja." in page


def test_what_was_skipped_is_not_promised(players: Players) -> None:
    """A case that needs no unit does not show the unit's stage, neither done nor to come."""
    sent = players.submit(CITIZEN)
    players.complete(OPERATOR, sent.case_id, **RECEIVE)
    players.complete(OPERATOR, sent.case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    page = players.client(CITIZEN).get(f"/kasus/{sent.case_id}").text
    assert ("current", "Tanggapan diperiksa") in stages(page)
    assert "Diproses unit" not in page


def test_a_late_office_says_so(players: Players) -> None:
    """When the standard time has passed, the reporter reads it; she herself is never late."""
    sent = players.submit(CITIZEN)
    players.clock.pass_(minutes=20)
    assert "melewati batas waktunya" in players.client(CITIZEN).get(f"/kasus/{sent.case_id}").text


def test_no_staff_word_is_shown(players: Players, work_through: Callable[..., None]) -> None:
    """At no step does the page name staff, a lane, an engine's state or an inner note."""
    sent = players.submit(CITIZEN)
    client = players.client(CITIZEN)
    pages = [client.get(f"/kasus/{sent.case_id}").text]
    work_through(sent.case_id)
    pages.append(client.get(f"/kasus/{sent.case_id}").text)
    staff = [person.name for person in CAST if person.role != "citizen"]
    for page in pages:
        body = page.split("<main", 1)[1].split("atasan PPID")[0]
        assert [word for word in (*STAFF_WORDS, *staff) if word in body] == []


def test_the_answer_can_be_read_and_rated(players: Players, work_through: Callable[..., None]) -> None:
    """The reporter reads the answer, rates it, and sees what she has said; the next instance is named."""
    sent = players.submit(CITIZEN)
    work_through(sent.case_id)
    client = players.client(CITIZEN)
    page = client.get(f"/kasus/{sent.case_id}").text
    assert "Lampu sudah kami ganti pada hari Selasa." in page
    assert "sampai <strong>Selasa, 8 Desember 2026 pukul 16.00 WIB</strong>" in page
    assert "Ombudsman" in page
    answer = reply(players, client, sent.case_id, hasil="selesai", rating="5", komentar="Cepat sekali.")
    assert answer.status_code == 303
    closed = client.get(f"/kasus/{sent.case_id}").text
    assert ("done", "Selesai") in stages(closed)
    assert "5 – Sangat puas" in closed
    assert '<form method="post" action="/kasus/' not in closed


def test_a_wrong_reply_loses_nothing(players: Players, work_through: Callable[..., None]) -> None:
    """A reply without its rating is shown again with what was written."""
    sent = players.submit(CITIZEN)
    work_through(sent.case_id)
    answer = reply(players, players.client(CITIZEN), sent.case_id, hasil="selesai", komentar="Cepat sekali.")
    assert answer.status_code == 422
    assert "Cepat sekali." in answer.text
    assert players.open_task(sent.case_id).element_id == "terjawab"


def test_not_solved_goes_on_once_as_a_linked_case(players: Players, work_through: Callable[..., None]) -> None:
    """“Belum selesai” leads to the receipt of a new case; both name each other, and the second ends with its answer."""
    sent = players.submit()
    work_through(sent.case_id)
    client = players.client(None, sent.case_id)
    page = client.get(f"/kasus/{sent.case_id}").text
    again = {"hasil": "belum_selesai", "alasan_belum_selesai": "Lampunya mati lagi.", "perintah": command_of(page)}
    task = players.open_task(sent.case_id)
    again["tugas"] = str(task.id)
    first = client.post(f"/kasus/{sent.case_id}", data=again)
    second = client.post(f"/kasus/{sent.case_id}", data=again)
    with players.app.test_request_context():
        later = follow_up_of(players.office, sent.case_id)
    assert later
    assert first.location == second.location == f"/tanda-terima/{later.id}"
    assert later.number in client.get(f"/kasus/{sent.case_id}").text
    assert sent.number in client.get(f"/kasus/{later.id}").text
    # Whoever has only the code of the first receipt follows the matter on.
    newcomer = players.client(None, sent.case_id)
    newcomer.get(f"/kasus/{sent.case_id}")
    assert newcomer.get(f"/kasus/{later.id}").status_code == 200
    work_on(players, later.id)
    assert "Belum selesai" not in client.get(f"/kasus/{later.id}").text


def test_an_answer_that_nobody_rates_is_closed(players: Players, work_through: Callable[..., None]) -> None:
    """After ten working days the case is closed; the answer stays, the form is gone."""
    sent = players.submit(CITIZEN)
    work_through(sent.case_id)
    players.clock.pass_(days=20)
    fire_due_timers(players.office)
    page = players.client(CITIZEN).get(f"/kasus/{sent.case_id}").text
    assert ("done", "Selesai") in stages(page)
    assert "Lampu sudah kami ganti pada hari Selasa." in page
    assert "Tanggapan Anda" not in page


@pytest.mark.parametrize("person", [NEIGHBOUR, OPERATOR, UNIT_OFFICER, LEAD, None])
def test_a_case_is_its_reporters(players: Players, work_through: Callable[..., None], person: Any) -> None:
    """Nobody else finds the page, nor can reply in her place."""
    sent = players.submit(CITIZEN)
    work_through(sent.case_id)
    client = players.client(person)
    assert client.get(f"/kasus/{sent.case_id}").status_code == 404
    assert reply(players, client, sent.case_id, hasil="selesai", rating="1").status_code == 404
    assert players.open_task(sent.case_id).element_id == "terjawab"


def test_a_task_of_staff_is_no_reply(players: Players) -> None:
    """The reporter cannot complete a row of the office through her own page."""
    sent = players.submit(CITIZEN)
    assert reply(players, players.client(CITIZEN), sent.case_id, **{"kategori": "village"}).status_code == 404
    assert players.open_task(sent.case_id).element_id == "menerima"


def test_an_erased_case_says_so(players: Players) -> None:
    """A case whose content was erased answers with that, and its number still stands in the list."""
    sent = players.submit(CITIZEN)
    with players.office.database.transaction() as connection:
        case = cases.read(connection, sent.case_id)
        assert case
        cases.update_case(connection, case.id, case.version, entries=0, sealed_key=None, sealed_title=None)
    client = players.client(CITIZEN)
    assert client.get(f"/kasus/{sent.case_id}").status_code == 410
    assert sent.number in client.get("/laporan-saya").text


def reply(players: Players, client: Any, case_id: UUID, **answers: str) -> Any:
    """Send the reporter's form for the open task of a case."""
    task = players.open_task(case_id)
    return client.post(f"/kasus/{case_id}", data={**answers, "tugas": str(task.id), "perintah": str(uuid.uuid4())})


def command_of(page: str) -> str:
    """Read the hidden name of this press of the button."""
    found = re.search(r'name="perintah" value="([^"]+)"', page)
    assert found
    return found[1]


def work_on(players: Players, case_id: UUID) -> None:
    """Answer a case that goes on at its classification, as information."""
    players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Sudah dijadwalkan"])
    players.complete(OPERATOR, case_id, jawaban=["Lampu akan diganti pada hari Rabu."])


def test_a_reply_may_bring_files(players: Players, work_through: Callable[..., None]) -> None:
    """Whatever form the diagram gives the reporter works, also one that takes files; a refused one loses nothing."""
    changed = diagram.seed().replace(b'"formulir" value="penilaian"', b'"formulir" value="tanggapan"')
    with players.app.test_request_context():
        publish_sop(players.office, SYSTEM, changed)
    sent = players.submit(CITIZEN)
    work_through(sent.case_id)
    client = players.client(CITIZEN)
    address, photo = f"/kasus/{sent.case_id}", io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG")
    files = [(io.BytesIO(photo.getvalue()), "bukti.png"), (io.BytesIO(b"MZ"), "virus.png")]
    refused = client.post(
        address, data={"tanggapan": "Lampunya sudah menyala, terima kasih.", "lampiran_tanggapan": files}
    )
    assert refused.status_code == 422
    assert "terima kasih" in refused.text
    (kept,) = re.findall(r'name="berkas_tampil" value="([^"]+)"', refused.text)
    assert client.get(f"/lampiran/{kept}").status_code == 200
    said = {"tanggapan": "Lampunya sudah menyala, terima kasih.", "lampiran_tanggapan": kept, "berkas_tampil": kept}
    assert client.post(address, data=said).status_code == 303
    page = client.get(address).text
    assert "bukti.png" in page
    assert ("done", "Selesai") in stages(page)
