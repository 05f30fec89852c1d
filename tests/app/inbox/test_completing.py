"""Completing a task on its page: once, by one person, with nothing lost when something is wrong."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from office_fixtures import Players
from PIL import Image
from sop_steps import ANSWER, INFORMATION, RECEIVED, case_at, complaint

from app.actions.fire_timer import fire_due_timers
from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, UNIT_OFFICER, Person
from persistence import attachments, journal


def claimed(players: Players, person: Person, case_id: UUID) -> tuple[FlaskClient, str]:
    """Return a person's browser and the address of the case's open task, claimed by her."""
    client, address = players.client(person), f"/tugas/{players.open_task(case_id).id}"
    assert client.post(f"{address}/ambil").status_code == 303
    return client, address


def completions(players: Players, case_id: UUID) -> int:
    """Count how often a row of the case was completed."""
    with players.office.database.reading() as connection:
        return [entry.kind for entry in journal.entries_of(connection, case_id)].count("task_completed")


def picture() -> tuple[io.BytesIO, str]:
    """Return a small photo, as a browser posts it."""
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, format="PNG")
    content.seek(0)
    return content, "lampu.png"


def test_a_completion_leads_to_the_inbox_and_says_what_comes_next(players: Players) -> None:
    """The message names the case, whose turn it is and until when."""
    client, address = claimed(players, OPERATOR, case_at(players, "2"))
    answer = client.post(address, data=RECEIVED)
    assert (answer.status_code, answer.location) == (303, "/tugas")
    page = client.get("/tugas").text
    assert "KBK/2026/11/0001: “Menerima input pengaduan” selesai." in page
    assert "Berikutnya: “Mengklasifikasi pengaduan” oleh Operator/Agen, paling lambat Selasa, 24 November" in page


def test_the_last_row_of_staff_says_that_the_answer_can_be_read(players: Players) -> None:
    """After row 6 it is the reporter's turn, without a time limit for her."""
    client, address = claimed(players, OPERATOR, case_at(players, "6"))
    page = client.post(address, data={"jawaban": ANSWER}, follow_redirects=True).text
    assert "Jawaban kini dapat dibaca pelapor." in page


def test_a_double_click_has_one_effect(players: Players) -> None:
    """The same press sent twice completes once and is answered twice alike."""
    case_id = case_at(players, "2")
    client, address = claimed(players, OPERATOR, case_id)
    command = re.search(r'name="perintah" value="([^"]+)"', client.get(address).text)
    assert command
    answers = [client.post(address, data={**RECEIVED, "perintah": command[1]}) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/tugas")] * 2
    assert completions(players, case_id) == 2


def test_presses_at_once_have_one_effect(players: Players) -> None:
    """The same press that arrives several times at the same instant completes once, and each is answered alike."""
    case_id = case_at(players, "2")
    _, address = claimed(players, OPERATOR, case_id)
    clients = [players.client(OPERATOR) for _ in range(4)]
    with ThreadPoolExecutor(len(clients)) as presses:
        answers = list(presses.map(lambda one: one.post(address, data={**RECEIVED, "perintah": "satu"}), clients))
    assert {answer.status_code for answer in answers} == {303}
    assert completions(players, case_id) == 2


def test_a_stale_page_reads_who_was_first_and_when(players: Players) -> None:
    """Whoever sends a form whose task somebody else has finished is told her name and the time; nothing changes."""
    case_id = case_at(players, "2")
    first, address = claimed(players, OPERATOR, case_id)
    first.post(f"{address}/lepas")
    second, _ = claimed(players, SECOND_OPERATOR, case_id)
    players.clock.pass_(minutes=5)
    assert second.post(address, data=RECEIVED).status_code == 303
    for verb in ("", "/draf", "/ambil", "/lepas"):
        answer = first.post(f"{address}{verb}", data=RECEIVED)
        assert answer.status_code == 409
        assert "diselesaikan oleh Rina Kusuma pada Selasa, 24 November 2026 pukul 10.05 WIB" in answer.text
        assert "Kotak tugas" in answer.text
    assert completions(players, case_id) == 2


def test_a_wrong_answer_is_shown_again_and_kept(players: Players) -> None:
    """The form comes back with the mistake named and everything written, which is a draft from then on."""
    client, address = claimed(players, OPERATOR, case_at(players, "3"))
    answer = client.post(address, data={"jenis": "pengaduan", "alasan": "Perlu diperbaiki segera."})
    assert answer.status_code == 422
    assert "Pilih Unit yang menanggapi." in answer.text
    assert "Perlu diperbaiki segera." in answer.text
    page = client.get(address).text
    assert "Perlu diperbaiki segera." in page
    assert re.search(r'value="pengaduan"[^>]* checked', page)


def test_a_wrong_answer_to_an_unclaimed_task_is_kept_as_well(players: Players) -> None:
    """Who has released the task in another window claims it again by sending its form."""
    case_id = case_at(players, "3")
    client, address = claimed(players, OPERATOR, case_id)
    client.post(f"{address}/lepas")
    assert client.post(address, data={"alasan": "Perlu diperbaiki segera."}).status_code == 422
    assert "Perlu diperbaiki segera." in client.get(address).text
    assert players.open_task(case_id).owner_id == players.actor(OPERATOR).account_id


def test_the_timer_of_a_row_does_not_close_it(players: Players) -> None:
    """A late task is still completed by its owner, and the history says that its time was up."""
    case_id = case_at(players, "2")
    client, address = claimed(players, OPERATOR, case_id)
    players.clock.pass_(minutes=11)
    assert fire_due_timers(players.office) == 1
    page = client.get(address).text
    assert "Waktu “Menerima input pengaduan” habis (tenggat Selasa, 24 November 2026 pukul 10.10 WIB)." in page
    assert client.post(address, data=RECEIVED).status_code == 303
    assert "selesai, terlambat 1 menit" in client.get(address).text


def test_a_file_goes_with_the_answer(players: Players) -> None:
    """A photo in the form is kept, is named in the document, and can be opened by the rows that receive it."""
    case_id = case_at(players, "4")
    client, address = claimed(players, UNIT_OFFICER, case_id)
    data: dict[str, Any] = {"tanggapan": ANSWER[0], "lampiran_tanggapan": picture()}
    assert client.post(address, data=data).status_code == 303
    lead, address = claimed(players, LEAD, case_id)
    page = lead.get(address).text
    link = re.search(r'<a [^>]*href="(/lampiran/[^"/]+)"', page)
    assert link
    assert "lampu.png" in page
    with lead.get(link[1]) as file:
        assert file.mimetype == "image/png"
    assert players.client(SECOND_OPERATOR).get(link[1]).status_code == 404


def test_a_file_that_is_refused_loses_nothing(players: Players) -> None:
    """A wrong file is named in its field; the good one beside it and the text stay, and can be sent afterwards."""
    case_id = case_at(players, "4")
    client, address = claimed(players, UNIT_OFFICER, case_id)
    wrong = (io.BytesIO(b"MZ\x90\x00"), "tagihan 100%.exe")
    answer = client.post(address, data={"tanggapan": ANSWER[0], "lampiran_tanggapan": [picture(), wrong]})
    assert answer.status_code == 422
    assert "“tagihan 100%.exe” bukan foto JPEG, PNG, WebP atau dokumen PDF yang utuh." in answer.text
    page = client.get(address).text
    assert ANSWER[0] in page
    ticked = re.findall(r'name="lampiran_tanggapan" value="([^"]+)" checked', page)
    assert len(ticked) == 1
    assert client.post(address, data={"tanggapan": ANSWER[0], "lampiran_tanggapan": ticked}).status_code == 303


def test_a_file_that_was_ticked_off_goes(players: Players) -> None:
    """A file whose tick is gone is deleted with the next sending; one that the page never showed stays."""
    case_id = case_at(players, "4")
    client, address = claimed(players, UNIT_OFFICER, case_id)
    client.post(address, data={"lampiran_tanggapan": [picture(), picture()]})
    shown = re.findall(r'name="berkas_tampil" value="([^"]+)"', client.get(address).text)
    assert len(shown) == 2
    client.post(address, data={"lampiran_tanggapan": shown[:1], "berkas_tampil": shown})
    with players.office.database.reading() as connection:
        assert [str(file.id) for file in attachments.of_case(connection, case_id)] == shown[:1]
    client.post(address, data={"tanggapan": "pendek"})
    with players.office.database.reading() as connection:
        assert len(attachments.of_case(connection, case_id)) == 1


def test_no_form_holds_files_without_end(players: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than a form may hold are refused together and unseen, and none of them is kept."""
    monkeypatch.delattr("app.actions.attach_file.judge")
    case_id = case_at(players, "4")
    client, address = claimed(players, UNIT_OFFICER, case_id)
    answer = client.post(address, data={"lampiran_tanggapan": [picture() for _ in range(11)]})
    assert answer.status_code == 422
    assert "Paling banyak 10 berkas." in answer.text
    with players.office.database.reading() as connection:
        assert attachments.of_case(connection, case_id) == []


def test_files_for_a_field_that_takes_none_are_left_out(players: Players) -> None:
    """A file under another name is not kept."""
    case_id = case_at(players, "2")
    client, address = claimed(players, OPERATOR, case_id)
    assert client.post(address, data={**RECEIVED, "catatan_penerimaan": picture()}).status_code == 303
    with players.office.database.reading() as connection:
        assert attachments.of_case(connection, case_id) == []


def test_both_branches_end_with_the_operator(players: Players) -> None:
    """Information goes straight to row 6; everything else comes there through the unit and the lead."""
    short = case_at(players, "3")
    players.complete(OPERATOR, short, **INFORMATION)
    long = case_at(players, "3")
    players.complete(OPERATOR, long, **complaint(players))
    players.complete(UNIT_OFFICER, long, tanggapan=ANSWER)
    players.complete(LEAD, long, tanggapan=ANSWER)
    for case_id in (short, long):
        client, address = claimed(players, OPERATOR, case_id)
        assert client.post(address, data={"jawaban": ANSWER}).status_code == 303
