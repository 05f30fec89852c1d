"""Steps that the tests of citizens' pages play again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from office_fixtures import Players

from app.demo.cast import LEAD, OPERATOR, UNIT_OFFICER
from persistence import units

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lainnya"], "sub_kategori_lain": ["Lampu jalan"]}
ANSWER = ["Lampu sudah kami ganti pada hari Selasa."]


@pytest.fixture
def work_through(players: Players) -> Callable[..., None]:
    """Give the staff's part of a case: through the unit and the lead to the answer, with what `attach` uploads."""

    def work(case_id: UUID, attach: Callable[[], list[str]] = list) -> None:
        with players.office.database.reading() as connection:
            unit_id = next(unit.id for unit in units.every(connection) if unit.code == "pembangunan")
        players.complete(OPERATOR, case_id, **RECEIVE)
        players.complete(OPERATOR, case_id, jenis=["pengaduan"], alasan=["Perlu diperbaiki"], unit=[str(unit_id)])
        players.complete(UNIT_OFFICER, case_id, tanggapan=ANSWER, tindakan=["RAHASIA DAPUR KANTOR"])
        players.complete(LEAD, case_id, tanggapan=ANSWER)
        players.complete(OPERATOR, case_id, jawaban=ANSWER, lampiran_jawaban=attach())

    return work


@pytest.fixture
def access_code(players: Players) -> Callable[[UUID], str]:
    """Give the code on the receipt of a case."""

    def read(case_id: UUID) -> str:
        page = players.client(None, case_id).get(f"/tanda-terima/{case_id}").text
        found = re.search(r'class="access-code">([^<]+)<', page)
        assert found
        return found[1]

    return read
