"""The page on which an operator records: nothing is lost, nothing is stored unseen, and one press makes one case."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient
from office_fixtures import COMPLAINT, Players
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.complaint_draft import desk_token, read_draft
from app.demo.cast import OPERATOR, SECOND_OPERATOR
from persistence import cases
from persistence.cases import Case
from persistence.tables import cases as cases_table

FORM = "/meja/catat/1"
CALL = {**COMPLAINT, "kanal": ["telepon"]}
CHAT = "[03/11/26 10.15] +62 812-3456-7890: Saya Siti Rahayu. Sampah menumpuk di pinggir kali. Mohon diangkut."


def send(client: FlaskClient, path: str = FORM, **changed: Sequence[Any]) -> TestResponse:
    """Post the form of the desk; `changed` replaces or, when empty, drops fields."""
    data = {name: value for name, value in {**CALL, "perintah": ["satu"], **changed}.items() if value}
    return client.post(path, data=data, content_type="multipart/form-data")


def recorded(players: Players) -> list[Case]:
    """Read every case."""
    with players.office.database.reading() as connection:
        return [Case(*row) for row in connection.execute(select(cases_table).order_by(cases_table.c.serial))]


def draft_values(players: Players, place: int = 1) -> dict[str, Any]:
    """Read what lies at a place of the operator's desk."""
    actor = players.actor(OPERATOR)
    assert actor.account_id
    with players.office.database.reading() as connection:
        draft = read_draft(players.office, connection, desk_token(players.office, actor.account_id, place))
    return dict(draft.values)


def field(page: str, name: str) -> str:
    """Return the value that a text field of a page holds."""
    found = re.search(rf'<(?:input|textarea)[^>]*\bname="{name}"[^>]*>(?:\n([^<]*)</textarea>)?', page)
    assert found, name
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else found[1] or ""


def test_a_call_becomes_a_case(players: Players) -> None:
    """The form leads to the receipt, whose page offers the next row; the next form of that place is empty."""
    client = players.client(OPERATOR)
    answer = send(client)
    (case,) = recorded(players)
    assert (answer.status_code, answer.location) == (303, f"/meja/tanda-terima/{case.id}")
    page = client.get(answer.location).text
    assert f"/tugas/{players.open_task(case.id).id}/ambil" in page
    assert COMPLAINT["uraian"][0] not in client.get(FORM).text


def test_two_presses_make_one_case(players: Players) -> None:
    """A form that is sent again because its answer was lost leads to the same receipt."""
    client = players.client(OPERATOR)
    assert send(client).location == send(client).location
    assert send(client, perintah=["dua"]).location != send(client).location
    assert len(recorded(players)) == 2


def test_a_wrong_field_loses_nothing(players: Players) -> None:
    """The form comes back with what is wrong, with all that was written and the files, and again at the next visit."""
    client = players.client(OPERATOR)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, format="PNG")
    picture.seek(0)
    answer = send(client, judul=["x"], lampiran=[(picture, "lampu.png")])
    assert answer.status_code == 422
    assert "Judul terlalu pendek" in answer.text
    again = client.get(FORM).text
    assert COMPLAINT["uraian"][0] in again
    (file,) = re.findall(r'href="(/lampiran/[^"]+)"', again)
    assert client.get(file).status_code == 200
    # A colleague finds neither on her own desk.
    other = players.client(SECOND_OPERATOR)
    assert COMPLAINT["uraian"][0] not in other.get(FORM).text
    assert other.get(file).status_code == 404


def test_an_interruption_begins_another_draft(players: Players) -> None:
    """Who is called away from one complaint records the next at another place, and finds both on her desk."""
    client = players.client(OPERATOR)
    client.post(f"{FORM}/draf", data={"judul": "Jalan berlubang di depan sekolah"})
    assert client.get("/meja/catat").location == "/meja/catat/2"
    client.post("/meja/catat/2/draf", data={"judul": "Saluran air di pasar tersumbat"})
    desk = client.get("/meja/").text
    assert "Jalan berlubang di depan sekolah" in desk
    assert "Saluran air di pasar tersumbat" in desk
    assert "Buang draf ini?" in client.get("/meja/catat/2/buang").text
    client.post("/meja/catat/2/buang")
    assert "Saluran air di pasar tersumbat" not in client.get("/meja/").text
    assert client.get("/meja/catat/99").status_code == 404


def test_the_draft_is_saved_while_writing(players: Players) -> None:
    """What form.js sends is kept, with the fields for staff."""
    client = players.client(OPERATOR)
    answer = client.post(f"{FORM}/draf", data={"kanal": "surat", "nomor_eksternal": "AGENDA 12", "teks": CHAT})
    assert answer.json == {"saved_at": "10.00 WIB"}
    assert draft_values(players) == {"kanal": "surat", "nomor_eksternal": "AGENDA 12"}


def test_what_is_proposed_is_not_stored(players: Players) -> None:
    """A pasted message fills no field: its proposals stand beside the fields, and the draft knows nothing of them."""
    client = players.client(OPERATOR)
    page = client.post(f"{FORM}/tempel", data={"teks": CHAT, "judul": "Tulisan saya sendiri"}).text
    assert 'name="usulan_nama" value="Siti Rahayu"' in page
    assert "Usulan dari pesan, belum dipakai" in page
    assert field(page, "nama") == ""
    assert field(page, "judul") == "Tulisan saya sendiri"
    assert draft_values(players) == {"judul": "Tulisan saya sendiri"}


def test_one_proposal_is_accepted(players: Players) -> None:
    """Its field holds it, with the answer on which it depends; the others wait, and what was typed stays."""
    client = players.client(OPERATOR)
    waiting = {"usulan_nama": "Siti", "usulan_cara_dihubungi": "hp", "usulan_no_hp": "0812-3456-7890"}
    page = client.post(f"{FORM}/pakai", data={**waiting, "judul": "Tulisan saya", "pakai": "no_hp"}).text
    assert draft_values(players) == {"judul": "Tulisan saya", "cara_dihubungi": "hp", "no_hp": "0812-3456-7890"}
    assert 'name="usulan_nama"' in page
    assert 'name="usulan_no_hp"' not in page


def test_all_proposals_are_accepted(players: Players) -> None:
    """One press takes them all, and a field that no form has is not among them."""
    client = players.client(OPERATOR)
    waiting = {"usulan_nama": "Siti Rahayu", "usulan_uraian": "Sampah menumpuk.", "usulan_unit_id": "1"}
    client.post(f"{FORM}/pakai", data={**waiting, "pakai": ""})
    assert draft_values(players) == {"nama": "Siti Rahayu", "uraian": "Sampah menumpuk."}


@pytest.mark.parametrize("number", ["A" * 61, "<script>", "-1"])
def test_a_strange_number_is_refused(players: Players, number: str) -> None:
    """The number of another system is letters, digits and a few signs."""
    answer = send(players.client(OPERATOR), kanal=["surat"], nomor_eksternal=[number])
    assert answer.status_code == 422
    assert recorded(players) == []


def test_a_known_ticket_names_its_case(players: Players) -> None:
    """Whoever records a ticket a second time reads which case it is."""
    client = players.client(OPERATOR)
    ticket = {"kanal": ["sp4n_lapor"], "nomor_eksternal": ["#8123456"]}
    send(client, **ticket)
    answer = send(client, perintah=["dua"], **ticket)
    assert answer.status_code == 422
    assert "Nomor ini sudah tercatat sebagai laporan KBK/2026/11/0001." in answer.text


def test_the_receipt_is_handed_out_once(players: Players) -> None:
    """Only who recorded the complaint reads its code, and only within a day."""
    client = players.client(OPERATOR)
    address = send(client).location
    page = client.get(address).text
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}", page)
    assert code
    assert f"Kode akses: {code[0]}" in page
    assert COMPLAINT["judul"][0] not in page
    assert players.client(SECOND_OPERATOR).get(address).status_code == 404
    players.clock.pass_(hours=25)
    assert players.client(OPERATOR).get(address).status_code == 404


def test_the_reporter_opens_what_was_recorded_for_her(players: Players) -> None:
    """Number and code of the receipt open the case on the public page, like those of any other."""
    client, visitor = players.client(OPERATOR), players.client()
    page = client.get(send(client).location).text
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}", page)
    assert code
    (case,) = recorded(players)
    answer = visitor.post("/lacak", data={"nomor": case.number, "kode": code[0]})
    assert answer.location == f"/kasus/{case.id}"
    with players.office.database.reading() as connection:
        assert cases.recorded_by(connection, case.recorded_by or 0, 5) == [case]
