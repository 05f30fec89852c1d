"""The complaint form: nothing that was written is lost, and what is sent is sent once."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient
from office_fixtures import COMPLAINT, Players
from PIL import Image
from werkzeug.test import TestResponse

from app.demo.cast import CITIZEN
from persistence import attachments, cases
from persistence.cases import Case

FORM = "/pengaduan/baru"
UPLOADED = re.compile(r'name="berkas_tampil" value="([^"]+)"')


def test_a_complaint_becomes_a_case(players: Players) -> None:
    """A guest sends the form and is led to the receipt of one case, which her next form knows nothing of."""
    client = players.client()
    answer = send(client)
    (case,) = every_case(players)
    assert (answer.status_code, answer.location) == (303, f"/tanda-terima/{case.id}")
    assert (case.reporter_id, case.visibility, case.channel) == (None, "biasa", "web")
    assert client.get(FORM).status_code == 200
    assert COMPLAINT["uraian"][0] not in client.get(FORM).text


def test_an_account_keeps_its_case(players: Players) -> None:
    """The case of somebody who is logged in is hers; an anonymous one leads to nobody."""
    hidden = dict.fromkeys(("nama", "alamat", "cara_dihubungi", "email"), ())
    send(players.client(CITIZEN))
    send(players.client(CITIZEN), kerahasiaan=["anonim"], **hidden)
    assert [case.reporter_id is None for case in every_case(players)] == [False, True]


def test_the_form_knows_the_account(players: Players) -> None:
    """Name and contact of the account are filled in, to be changed where they do not fit."""
    page = players.client(CITIZEN).get(FORM).text
    assert f'value="{CITIZEN.name}"' in page
    assert f'value="{CITIZEN.login}"' in page


def test_a_wrong_field_loses_nothing(players: Players) -> None:
    """The form comes back with what is wrong, everything that was written, and the files."""
    client = players.client()
    answer = send(client, judul=["x"], lampiran=[picture("lampu.jpg")])
    assert answer.status_code == 422
    assert "Judul terlalu pendek" in answer.text
    assert "lampu.jpg" in answer.text
    # A new visit, such as after the browser was closed, finds the same.
    again = client.get(FORM).text
    assert COMPLAINT["uraian"][0] in again
    assert "lampu.jpg" in again
    assert "Ini draf yang tersimpan" in again


def test_a_refused_file_keeps_the_others(players: Players) -> None:
    """A file that is none is refused at its field; the good one beside it and all answers stay."""
    client = players.client()
    answer = send(client, lampiran=[picture("lampu.jpg"), (io.BytesIO(b"MZ"), "virus.jpg")], nama=["%(x)s"])
    assert answer.status_code == 422
    assert "“virus.jpg” bukan foto" in answer.text
    assert len(UPLOADED.findall(answer.text)) == 1
    assert every_case(players) == []


def test_the_files_go_with_the_case(players: Players) -> None:
    """What was uploaded with an earlier attempt is attached when the corrected form is sent."""
    client = players.client()
    kept = UPLOADED.findall(send(client, judul=["x"], lampiran=[picture("lampu.jpg")]).text)
    assert send(client, lampiran=kept, berkas_tampil=kept).status_code == 303
    (case,) = every_case(players)
    assert [str(file.id) for file in files_of(players, case)] == kept


def test_a_file_whose_tick_is_gone_is_removed(players: Players) -> None:
    """A file that the page showed and that is no longer ticked leaves the draft."""
    client = players.client()
    first, second = UPLOADED.findall(send(client, judul=["x"], lampiran=[picture("satu.jpg"), picture("dua.jpg")]).text)
    assert send(client, lampiran=[first], berkas_tampil=[first, second]).status_code == 303
    (case,) = every_case(players)
    assert [str(file.id) for file in files_of(players, case)] == [first]


def test_an_anonymous_case_keeps_no_identity_card(players: Players) -> None:
    """A picture of an identity card that was uploaded before the reporter chose to stay unknown is not kept."""
    client = players.client()
    send(client, judul=["x"], lampiran=[picture("lampu.jpg")], surat_kuasa=[picture("kuasa.jpg")], dikuasakan=["true"])
    hidden = dict.fromkeys(("nama", "alamat", "cara_dihubungi", "email"), ())
    assert send(client, kerahasiaan=["anonim"], **hidden).status_code == 303
    (case,) = every_case(players)
    assert [file.field for file in files_of(players, case)] == ["lampiran"]


def test_too_many_files_are_refused(players: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft holds a limited number of files; more are not even judged, and what was written stays."""
    monkeypatch.delattr("app.actions.keep_complaint.judge")
    client = players.client()
    answer = send(client, lampiran=[picture(f"{number}.jpg") for number in range(9)])
    assert answer.status_code == 422
    assert "Paling banyak 8 berkas" in answer.text
    assert COMPLAINT["uraian"][0] in client.get(FORM).text


def test_files_beyond_those_of_the_draft_are_refused(players: Players) -> None:
    """What came before counts too, and stays."""
    client = players.client()
    send(client, judul=["x"], lampiran=[picture(f"{number}.jpg") for number in range(5)])
    answer = send(client, judul=["x"], lampiran=[picture(f"{number}.jpg") for number in range(4)])
    assert answer.status_code == 422
    assert "Paling banyak 8 berkas" in answer.text
    assert len(UPLOADED.findall(client.get(FORM).text)) == 5


def test_a_strangers_browser_finds_no_draft(players: Players) -> None:
    """A draft opens with its cookie only, and so do its files."""
    client, stranger = players.client(), players.client()
    (file,) = UPLOADED.findall(send(client, judul=["x"], lampiran=[picture("lampu.jpg")]).text)
    assert COMPLAINT["uraian"][0] not in stranger.get(FORM).text
    assert client.get(f"/lampiran/{file}").status_code == 200
    assert stranger.get(f"/lampiran/{file}").status_code == 404
    assert players.app.test_client().get(f"/lampiran/{file}").status_code == 404


def test_sending_twice_makes_one_case(players: Players) -> None:
    """A form that is sent again because its answer was lost leads to the same receipt, and so does the form page."""
    client = players.client()
    client.get(FORM)
    token = client.get_cookie("draf")
    assert token
    first = send(client)
    client.set_cookie("draf", token.value)
    second = send(client)
    client.set_cookie("draf", token.value)
    form = client.get(FORM)
    assert first.location == second.location == form.location
    assert len(every_case(players)) == 1
    assert client.get_cookie("draf") is None


def test_the_draft_is_saved_while_writing(players: Players) -> None:
    """What form.js sends is kept, and the time comes back in the office's zone."""
    client = players.client()
    client.get(FORM)
    answer = client.post("/pengaduan/draf", data={"judul": "Jalan berlubang di depan sekolah"})
    assert answer.json == {"saved_at": "10.00 WIB"}
    assert "Jalan berlubang di depan sekolah" in client.get(FORM).text


def test_a_draft_can_be_thrown_away(players: Players) -> None:
    """Whoever begins again finds an empty form; it is asked before."""
    client = players.client()
    (file,) = UPLOADED.findall(send(client, judul=["x"], lampiran=[picture("lampu.jpg")]).text)
    assert "Buang draf ini?" in client.get("/pengaduan/draf/buang").text
    assert client.post("/pengaduan/draf/buang").status_code == 303
    assert COMPLAINT["uraian"][0] not in client.get(FORM).text
    assert client.get(f"/lampiran/{file}").status_code == 404


def test_a_page_that_was_open_too_long_loses_nothing(players: Players) -> None:
    """Without a valid token nothing is stored and nothing is lost: the form comes back to be sent anew."""
    players.app.config["WTF_CSRF_ENABLED"] = True
    answer = send(players.client())
    assert answer.status_code == 400
    assert COMPLAINT["uraian"][0] in answer.text
    assert "Halaman terlalu lama terbuka" in answer.text
    assert every_case(players) == []


@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/lacak", "/keluar", "/bahasa", "/pengaduan/draf"])
def test_every_form_needs_its_token(players: Players, path: str) -> None:
    """A post from another site is refused before anything else is judged."""
    players.app.config["WTF_CSRF_ENABLED"] = True
    assert players.client(CITIZEN).post(path).status_code == 400


def picture(name: str) -> tuple[io.BytesIO, str]:
    """Make a small photo to upload."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    buffer.seek(0)
    return buffer, name


def send(client: FlaskClient, **changed: Sequence[Any]) -> TestResponse:
    """Send the form as a browser does, with some fields changed or, when empty, left out."""
    data = {name: list(value) for name, value in {**COMPLAINT, **changed}.items() if value}
    return client.post(FORM, data=data, content_type="multipart/form-data")


def every_case(players: Players) -> list[Case]:
    """List the cases of the office."""
    with players.office.database.reading() as connection:
        found = [cases.read(connection, case_id) for case_id in cases.running_ids(connection)]
    return [case for case in found if case]


def files_of(players: Players, case: Case) -> list[attachments.Attachment]:
    """List the files of a case."""
    with players.office.database.reading() as connection:
        return attachments.of_case(connection, case.id)
