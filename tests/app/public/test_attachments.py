"""Attached files: for whoever a form shows them to, and harmless in the browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from office_fixtures import COMPLAINT, Players
from PIL import Image

from app.attached_files import sealed_upload
from app.case_file import open_case
from app.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    CITIZEN,
    LEAD,
    NEIGHBOUR,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SECOND_OPERATOR,
    SUPERVISOR,
    UNIT_OFFICER,
)
from app.security.uploads import PDF, Upload
from persistence import attachments, cases, units

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lainnya"], "sub_kategori_lain": ["Lampu jalan"]}


def test_staff_see_the_files_of_their_task(players: Players) -> None:
    """Those in whose inbox the case is see its evidence, and not the identity card while that is covered."""
    evidence, card = complain(players)
    for person in (OPERATOR, SECOND_OPERATOR):
        assert players.client(person).get(f"/lampiran/{evidence}").status_code == 200
        assert players.client(person).get(f"/lampiran/{card}").status_code == 404
    (case_id,) = running(players)
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.complete(OPERATOR, case_id, jenis=["pengaduan"], alasan=["Perlu diperbaiki"], unit=[unit_id(players)])
    officer = players.client(UNIT_OFFICER)
    assert officer.get(f"/lampiran/{evidence}").status_code == 200
    assert officer.get(f"/lampiran/{card}").status_code == 404


def test_a_reason_uncovers_the_identity_card(players: Players) -> None:
    """Whoever has claimed the task and written down why sees the card; her colleague still does not."""
    _, card = complain(players)
    (case_id,) = running(players)
    task = players.open_task(case_id)
    operator = players.client(OPERATOR)
    operator.post(f"/tugas/{task.id}/ambil")
    reason = {"alasan_membuka": "Memeriksa hak pemohon atas dokumen.", "perintah": "sekali"}
    assert operator.post(f"/tugas/{task.id}/identitas", data=reason).status_code == 303
    assert operator.get(f"/lampiran/{card}").status_code == 200
    assert players.client(SECOND_OPERATOR).get(f"/lampiran/{card}").status_code == 404


@pytest.mark.parametrize(
    "person", [NEIGHBOUR, UNIT_OFFICER, OTHER_UNIT_OFFICER, LEAD, ADMINISTRATOR, AUDITOR, SUPERVISOR, None]
)
def test_others_find_nothing(players: Players, person: Any) -> None:
    """Whoever no form shows the file to gets the answer that a missing file gets."""
    evidence, _ = complain(players)
    assert players.client(person).get(f"/lampiran/{evidence}").status_code == 404


def test_a_code_alone_opens_no_identity_card(players: Players) -> None:
    """Whoever found a receipt follows the case, but sees none of the files that the reporter handed in."""
    evidence, card = complain(players)
    (case_id,) = running(players)
    client = players.client(None, case_id)
    assert client.get(f"/kasus/{case_id}").status_code == 200
    assert [client.get(f"/lampiran/{file}").status_code for file in (evidence, card)] == [404, 404]


def test_the_reporter_reads_the_files_of_the_answer(players: Players, work_through: Callable[..., None]) -> None:
    """A document that the answer names is on the page and can be kept; it was not there before the answer."""
    sent = players.submit(CITIZEN)
    client = players.client(CITIZEN)
    names: dict[str, UUID] = {}

    def attach() -> list[str]:
        names["surat"] = add_document(players, sent.case_id, "lampiran_jawaban", "Surat Jawaban – Ç.pdf")
        assert client.get(f"/lampiran/{names['surat']}").status_code == 404
        return [str(names["surat"])]

    work_through(sent.case_id, attach)
    address = f"/lampiran/{names['surat']}"
    assert address in client.get(f"/kasus/{sent.case_id}").text
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data == b"%PDF-1.7 %%EOF"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''Surat%20Jawaban" in answer.headers["Content-Disposition"]


def test_a_file_can_do_nothing(players: Players) -> None:
    """Every file is sent with its own type, sandboxed, for this site only, and kept by no cache."""
    evidence, _ = complain(players)
    headers = players.client(OPERATOR).get(f"/lampiran/{evidence}").headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith("inline;")


def complain(players: Players) -> tuple[str, str]:
    """Send a request for information with a photo and an identity card; return the ids of the two."""
    client: FlaskClient = players.client(CITIZEN)
    asked = {
        "jenis_laporan": ["informasi"],
        "rincian_informasi": ["Daftar penerima bantuan desa tahun 2025"],
        "tujuan_informasi": ["Penelitian"],
        "cara_memperoleh": ["melihat"],
    }
    data: dict[str, Any] = {name: list(value) for name, value in {**COMPLAINT, **asked}.items()}
    data["lampiran"], data["foto_ktp"] = [picture()], [picture()]
    page = client.post("/pengaduan/baru", data={**data, "judul": ["x"]}, content_type="multipart/form-data").text
    found = [re.findall(rf'name="{field}" value="([0-9a-f-]+)"', page)[0] for field in ("lampiran", "foto_ktp")]
    data["lampiran"], data["foto_ktp"] = [found[0]], [found[1]]
    assert client.post("/pengaduan/baru", data=data).status_code == 303
    return found[0], found[1]


def picture() -> tuple[io.BytesIO, str]:
    """Make a small photo to upload."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    buffer.seek(0)
    return buffer, "foto.jpg"


def add_document(players: Players, case_id: UUID, field: str, name: str) -> UUID:
    """Attach a PDF to the open task of a case."""
    upload = Upload(name, PDF, b"%PDF-1.7 %%EOF")
    task = players.open_task(case_id)
    with players.office.database.transaction() as connection:
        case = cases.read(connection, case_id)
        assert case
        key = open_case(players.office, case).key
        row, sealed = sealed_upload(key, upload, field, players.clock(), None, case_id=case_id, task_id=task.id)
        attachments.add(connection, row, sealed)
    return row.id


def running(players: Players) -> list[UUID]:
    """List the cases of the office."""
    with players.office.database.reading() as connection:
        return cases.running_ids(connection)


def unit_id(players: Players) -> str:
    """Return the id of the unit of the cast's officer."""
    with players.office.database.reading() as connection:
        return str(next(unit.id for unit in units.every(connection) if unit.code == "pembangunan"))
