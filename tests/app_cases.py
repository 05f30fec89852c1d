"""Play a case up to its answer, for tests that begin there."""

from __future__ import annotations

from uuid import UUID

from office_fixtures import Players

from app.demo.cast import OPERATOR

RECEIVE = {"kategori": ["infrastructure"], "sub_kategori": ["lainnya"], "sub_kategori_lain": ["Lampu jalan"]}
ANSWER = {"jawaban": ["Lampu jalan itu sudah kami perbaiki pada hari Selasa."]}


def answered_case(players: Players) -> UUID:
    """Take a case down the short branch until it waits for the reporter."""
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    players.complete(OPERATOR, case_id, **ANSWER)
    return case_id
