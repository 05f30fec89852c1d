"""What a reporter does with her case: evidence, withdrawing, correcting, her account, the letter, her own copy."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from office_fixtures import Players
from PIL import Image
from pypdf import PdfReader
from sop_steps import RECEIVED, case_at
from sqlalchemy import select

from app import history
from app.case_file import open_case
from app.demo.cast import CITIZEN, LEAD, NEIGHBOUR, OPERATOR, UNIT_OFFICER
from persistence import cases, documents, journal, letters, tasks
from persistence.cases import Case
from persistence.tables import outbox

NOTHING = {"perintah": "sekali"}


def test_evidence_reaches_whoever_works_on_the_case(players: Players) -> None:
    """It stands on the task's page with its date and can be opened there, also by a guest with her code."""
    case_id = case_at(players, "4")
    client = players.client(None, case_id)
    sent = client.post(f"/kasus/{case_id}/bukti", data={"keterangan": "Difoto tadi malam.", "bukti": photo()})
    assert sent.status_code == 303
    assert "Difoto tadi malam." in client.get(f"/kasus/{case_id}").text
    page = players.client(UNIT_OFFICER).get(f"/tugas/{players.open_task(case_id).id}").text
    assert "Bukti tambahan dari pelapor" in page
    assert "Difoto tadi malam." in page
    (address,) = {part.split('"')[0] for part in page.split('href="') if part.startswith("/lampiran/")}
    assert players.client(UNIT_OFFICER).get(address).status_code == 200
    assert players.client(LEAD).get(address).status_code == 404
    assert "Pelapor menambahkan bukti." in told(players, case_id)


def test_evidence_needs_a_file_and_comes_before_the_answer(players: Players) -> None:
    """Without a file the form comes back with what was written; an answered case takes no more."""
    case_id = case_at(players, "4", CITIZEN)
    refused = players.client(CITIZEN).post(f"/kasus/{case_id}/bukti", data={"keterangan": "Lihat fotonya."})
    assert refused.status_code == 422
    assert "Lihat fotonya." in refused.text
    answered = case_at(players, "7", CITIZEN)
    assert players.client(CITIZEN).get(f"/kasus/{answered}/bukti").status_code == 409
    assert players.client(CITIZEN).post(f"/kasus/{answered}/bukti", data={"bukti": photo()}).status_code == 409


def test_a_withdrawal_ends_everything(players: Players) -> None:
    """Tasks and timers close, staff read who and why, the owner is told, and the reporter reads “Dicabut”."""
    case_id = case_at(players, "4", CITIZEN)
    task = players.open_task(case_id)
    players.client(UNIT_OFFICER).post(f"/tugas/{task.id}/ambil")
    client = players.client(CITIZEN)
    assert client.post(f"/kasus/{case_id}/cabut", data={"alasan_mencabut": "x"}).status_code == 422
    data = {"alasan_mencabut": "Sudah diperbaiki warga.", **NOTHING}
    assert client.post(f"/kasus/{case_id}/cabut", data=data).status_code == 303
    assert client.post(f"/kasus/{case_id}/cabut", data=data).status_code == 303
    with players.office.database.reading() as connection:
        assert {each.state for each in tasks.of_case(connection, case_id)} == {"completed", "cancelled"}
        kinds = list(connection.scalars(select(outbox.c.kind).where(outbox.c.case_id == case_id)))
    assert read(players, case_id).status == "cancelled"
    assert "withdrawn" in kinds
    assert told(players, case_id)[-1] == "Pelapor mencabut laporan. Alasan: Sudah diperbaiki warga."
    page = client.get(f"/kasus/{case_id}").text
    assert "Dicabut" in page
    assert "Cabut laporan" not in page
    assert "Sudah diperbaiki warga." in players.client(UNIT_OFFICER).get(f"/tugas/{task.id}").text


def test_an_answered_case_cannot_be_withdrawn(players: Players) -> None:
    """After the answer the reporter rates it instead."""
    case_id = case_at(players, "7", CITIZEN)
    client = players.client(CITIZEN)
    assert client.post(f"/kasus/{case_id}/cabut", data={"alasan_mencabut": "Tidak jadi."}).status_code == 409
    assert read(players, case_id).status == "running"


def test_corrected_data_is_a_new_version(players: Players) -> None:
    """The operator of row 2 sees the new address, the old one stays in the case, and the journal holds no value."""
    case_id = players.submit(CITIZEN).case_id
    client = players.client(CITIZEN)
    assert "Jalan Pasar 1, Kebak" in client.get(f"/kasus/{case_id}/data").text
    given = {"nama": "Siti Rahayu", "alamat": "Jalan Baru 5, Kebak", "cara_dihubungi": "hp", "no_hp": "0812 3456 7890"}
    assert client.post(f"/kasus/{case_id}/data", data=given).status_code == 303
    operator = players.client(OPERATOR)
    operator.post(f"/tugas/{players.open_task(case_id).id}/ambil")
    page = operator.get(f"/tugas/{players.open_task(case_id).id}").text
    assert "Jalan Baru 5, Kebak" in page
    assert "siti@contoh.id" not in page
    with players.office.database.reading() as connection:
        assert len(documents.of_case(connection, case_id)) == 2
        (entry,) = [one for one in journal.entries_of(connection, case_id) if one.kind == "own_data_corrected"]
        payload = journal.open_payload(entry, open_case(players.office, read(players, case_id)).key)
    assert payload["fields"] == ["alamat", "cara_dihubungi", "email", "no_hp"]
    assert "Baru" not in json.dumps(payload)
    assert "Pelapor membetulkan data dirinya." in told(players, case_id)
    players.complete(OPERATOR, case_id, **RECEIVED)


def test_a_code_shows_nobodys_address(players: Players) -> None:
    """Whoever holds only the code corrects without seeing what is stored; an empty field changes nothing."""
    case_id = players.submit().case_id
    client = players.client(None, case_id)
    page = client.get(f"/kasus/{case_id}/data").text
    assert "Siti Rahayu" not in page
    assert client.post(f"/kasus/{case_id}/data", data={"nama": "Siti R. Rahayu"}).status_code == 303
    assert content(players, case_id)["nama"] == "Siti R. Rahayu"
    assert content(players, case_id)["alamat"] == "Jalan Pasar 1, Kebak"


def test_the_answer_stays_deliverable(players: Players) -> None:
    """Whoever wants to be called gives a number; an anonymous case has nothing to correct."""
    case_id = players.submit(CITIZEN).case_id
    refused = players.client(CITIZEN).post(f"/kasus/{case_id}/data", data={"cara_dihubungi": "hp"})
    assert refused.status_code == 422
    anonymous = players.submit(kerahasiaan=["anonim"], nama=[], alamat=[], cara_dihubungi=[], email=[]).case_id
    assert players.client(None, anonymous).get(f"/kasus/{anonymous}/data").status_code == 404


def test_a_guests_case_moves_into_an_account(players: Players, access_code: Callable[[UUID], str]) -> None:
    """Number and code take it there; another account's, an anonymous one and a wrong code do not move."""
    sent = players.submit()
    code = access_code(sent.case_id)
    client = players.client(CITIZEN)
    wrong = client.post("/laporan-saya/tambah", data={"nomor": sent.number, "kode": "AAAA-BBBB"})
    assert wrong.status_code == 422
    assert client.post("/laporan-saya/tambah", data={"nomor": sent.number, "kode": code}).status_code == 303
    assert sent.number in client.get("/laporan-saya").text
    assert read(players, sent.case_id).reporter_id == players.actor(CITIZEN).account_id
    assert "Pelapor mencatat laporan ini pada akunnya." in told(players, sent.case_id)
    neighbour = players.client(NEIGHBOUR)
    neighbour.post("/laporan-saya/tambah", data={"nomor": sent.number, "kode": code})
    assert read(players, sent.case_id).reporter_id == players.actor(CITIZEN).account_id
    anonymous = players.submit(kerahasiaan=["anonim"], nama=[], alamat=[], cara_dihubungi=[], email=[])
    data = {"nomor": anonymous.number, "kode": access_code(anonymous.case_id)}
    client.post("/laporan-saya/tambah", data=data)
    assert read(players, anonymous.case_id).reporter_id is None


def test_all_my_cases_page_by_page(players: Players) -> None:
    """Newest first, running or ended, without one twice or missing."""
    numbers = []
    for _ in range(22):
        players.clock.pass_(minutes=1)
        numbers.append(players.submit(CITIZEN).number)
    client = players.client(CITIZEN)
    first = client.get("/laporan-saya").text
    assert [number for number in reversed(numbers) if number in first] == list(reversed(numbers[2:]))
    (older,) = [part.split('"')[0] for part in first.split('href="') if "sebelum=" in part.split('"')[0]]
    second = client.get(older.replace("&amp;", "&")).text
    assert [number for number in numbers if number in second] == numbers[:2]
    assert "Belum ada laporan yang selesai" in client.get("/laporan-saya?tampilan=selesai").text


def test_the_letter_is_printed_signed_for_and_handed_over(players: Players) -> None:
    """An answer wanted on paper waits at the front desk until it is handed over; it says where to go next."""
    case_id = case_at(players, "7", CITIZEN, cara_dihubungi=["loket"], email=[])
    desk = players.client(OPERATOR)
    assert read(players, case_id).number in desk.get("/tugas/surat").text
    text = letter(desk, case_id)
    for said in ("KECAMATAN KEBAKKRAMAT", f"{read(players, case_id).number}/JWB", "24 November 2026", "Siti Rahayu"):
        assert said in text
    for said in ("Lampu sudah kami ganti pada hari Selasa.", "Camat Kebakkramat", "Ombudsman", "24 November 2028"):
        assert said in text
    assert letter(players.client(CITIZEN), case_id) == text
    assert "Siti Rahayu" not in letter(players.client(None, case_id), case_id)
    assert players.client(UNIT_OFFICER).get(f"/kasus/{case_id}/surat").status_code == 404
    assert desk.post(f"/tugas/surat/{case_id}/serahkan", data=NOTHING).status_code == 303
    assert desk.post(f"/tugas/surat/{case_id}/serahkan", data=NOTHING).status_code == 303
    assert read(players, case_id).number not in desk.get("/tugas/surat").text
    assert told(players, case_id).count(f"{OPERATOR.name} menyerahkan surat jawaban.") == 1


def test_a_confidential_letter_names_nobody(players: Players) -> None:
    """The operator prints it without a name; without an answer there is no letter, and by mail none is waited for."""
    case_id = case_at(players, "7", CITIZEN, kerahasiaan=["rahasia"])
    assert "Siti Rahayu" not in letter(players.client(OPERATOR), case_id)
    assert read(players, case_id).number not in players.client(OPERATOR).get("/tugas/surat").text
    waiting = case_at(players, "4", CITIZEN)
    assert players.client(CITIZEN).get(f"/kasus/{waiting}/surat").status_code == 404


def test_another_choice_moves_the_letter(players: Players) -> None:
    """Whoever decides for the counter later gets a letter, and whoever decides against it none."""
    case_id = players.submit(CITIZEN).case_id
    client = players.client(CITIZEN)
    client.post(f"/kasus/{case_id}/data", data={"cara_dihubungi": "loket"})
    with players.office.database.reading() as connection:
        assert letters.waits(connection, case_id)
    client.post(f"/kasus/{case_id}/data", data={"cara_dihubungi": "email", "email": "siti@contoh.id"})
    with players.office.database.reading() as connection:
        assert not letters.waits(connection, case_id)


def test_an_information_request_counts_working_days(players: Players) -> None:
    """Thirty working days for an objection stand first, with their date."""
    asked = {"rincian_informasi": ["Anggaran jalan desa tahun 2026."], "tujuan_informasi": ["Penelitian"]}
    case_id = case_at(
        players, "7", CITIZEN, jenis_laporan=["informasi"], uraian=[], lokasi_desa=[], penyelesaian=[],
        cara_memperoleh=["melihat"], **asked,
    )  # fmt: skip
    page = players.client(CITIZEN).get(f"/kasus/{case_id}").text
    assert page.index("Permintaan informasi ditolak") < page.index("Ombudsman")
    assert "Untuk laporan ini sampai Selasa, 5 Januari 2027." in page


def test_everything_about_me_in_one_file(players: Players, access_code: Callable[[UUID], str]) -> None:
    """What she wrote, evidence and messages are in it; no other person, no inner note; a wrong secret gets nothing."""
    case_id = case_at(players, "4", CITIZEN)
    client = players.client(CITIZEN)
    client.post(f"/kasus/{case_id}/bukti", data={"keterangan": "Difoto tadi malam.", "bukti": photo()})
    client.post(f"/kasus/{case_id}/pesan", data={"pesan": "Kapan dijawab?"})
    assert client.post("/akun/unduh", data={"kata_sandi": "salah-sekali"}).status_code == 422
    archive = opened(client.post("/akun/unduh", data={"kata_sandi": "sop-kebakkramat"}))
    names = archive.namelist()
    assert names[:2] == ["data.json", "baca-saya.html"]
    assert [name.rsplit("/", 1)[1] for name in names[2:]] == ["01-lampu.png"]
    told_json, page = json.loads(archive.read("data.json")), archive.read("baca-saya.html").decode()
    assert told_json["akun"]["nama_masuk"] == CITIZEN.login
    for text in ("Jalan Pasar 1, Kebak", "Difoto tadi malam.", "Kapan dijawab?"):
        assert text in page
        assert text in json.dumps(told_json)
    for hidden in ("Lengkap.", "Perlu diperbaiki", OPERATOR.name, UNIT_OFFICER.name):
        assert hidden not in page
        assert hidden not in json.dumps(told_json)
    guest = players.client(None, case_id)
    assert guest.post(f"/kasus/{case_id}/unduh", data={"kode": "AAAA"}).status_code == 422
    one = opened(guest.post(f"/kasus/{case_id}/unduh", data={"kode": access_code(case_id)}))
    assert json.loads(one.read("data.json"))["akun"] is None
    assert "Pelapor mengunduh data laporannya." in told(players, case_id)


def test_a_copy_every_minute_is_too_many(players: Players) -> None:
    """After five copies each has to wait."""
    players.submit(CITIZEN)
    client = players.client(CITIZEN)
    statuses = []
    for _ in range(7):
        with client.post("/akun/unduh", data={"kata_sandi": "sop-kebakkramat"}) as answer:
            statuses.append(answer.status_code)
    assert statuses == [200] * 5 + [429] * 2


def test_a_follow_up_does_not_begin_with_a_form(players: Players) -> None:
    """Its history begins with the case that it continues."""
    case_id = case_at(players, "7", CITIZEN)
    players.complete(players.actor(CITIZEN), case_id, hasil=["belum_selesai"], alasan_belum_selesai=["Mati lagi."])
    with players.office.database.reading() as connection:
        (later,) = cases.follow_ups(connection, case_id)
    assert told(players, later.id)[0] == f"Laporan ini dibuka sebagai lanjutan dari {read(players, case_id).number}."


@pytest.mark.parametrize("address", ["bukti", "cabut", "data", "pesan", "unduh", "surat"])
def test_a_neighbour_finds_nothing(players: Players, address: str) -> None:
    """Every one of these pages is the reporter's alone."""
    case_id = case_at(players, "7", CITIZEN)
    assert players.client(NEIGHBOUR).get(f"/kasus/{case_id}/{address}").status_code == 404


def photo() -> tuple[io.BytesIO, str]:
    """Make a small picture to upload."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG")
    return io.BytesIO(made.getvalue()), "lampu.png"


def read(players: Players, case_id: UUID) -> Case:
    """Read the row of a case."""
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
    assert case
    return case


def content(players: Players, case_id: UUID) -> dict[str, Any]:
    """Open the newest version of what the reporter wrote."""
    with players.office.database.reading() as connection:
        newest = documents.latest(connection, case_id, ["data_pemberi_aduan"])["data_pemberi_aduan"]
    return documents.open_document(open_case(players.office, read(players, case_id)).key, newest)


def told(players: Players, case_id: UUID) -> list[str]:
    """Return the sentences of a case's history."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        case = open_case(players.office, read(players, case_id))
        return [each.text for each in history.tell(connection, history.read(connection, case), case.diagram.sop)]


def letter(client: Any, case_id: UUID) -> str:
    """Read the text of the letter."""
    with client.get(f"/kasus/{case_id}/surat") as answer:
        assert answer.status_code == 200
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    return " ".join(text.split())


def opened(answer: Any) -> zipfile.ZipFile:
    """Open a downloaded file."""
    with answer:
        assert answer.status_code == 200
        return zipfile.ZipFile(io.BytesIO(answer.data))
