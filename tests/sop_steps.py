"""The rows of the SOP as the cast works them, so that a test can begin wherever it wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from office_fixtures import Players

from app.demo.cast import LEAD, OPERATOR, UNIT_OFFICER, Person
from persistence import units

Answers = Mapping[str, Sequence[str]]

ANSWER = ["Lampu sudah kami ganti pada hari Selasa."]
RECEIVED: Answers = {
    "kategori": ["infrastructure"],
    "sub_kategori": ["lampu_jalan"],
    "catatan_penerimaan": ["Lengkap."],
}
INFORMATION: Answers = {"jenis": ["informasi"], "alasan": ["Hanya bertanya"]}


def complaint(players: Players, unit: str = "pembangunan") -> Answers:
    """Return the answers of row 3 that send a case to a unit."""
    return {"jenis": ["pengaduan"], "alasan": ["Perlu diperbaiki"], "unit": [unit_id(players, unit)]}


def unit_id(players: Players, code: str) -> str:
    """Return the id of a unit, as a form posts it."""
    with players.office.database.reading() as connection:
        return str(next(unit.id for unit in units.every(connection) if unit.code == code))


def case_at(
    players: Players,
    row: str,
    reporter: Person | None = None,
    *,
    unit: str = "pembangunan",
    **submitted: Sequence[str],
) -> UUID:
    """Submit a complaint and work it through until it waits at a row of the long branch."""
    case_id = players.submit(reporter, **submitted).case_id
    steps: Sequence[tuple[str, Person, Answers]] = [
        ("2", OPERATOR, RECEIVED),
        ("3", OPERATOR, complaint(players, unit)),
        ("4", UNIT_OFFICER, {"tanggapan": ANSWER, "tindakan": ["Mengganti lampu"]}),
        ("5", LEAD, {"tanggapan": ANSWER}),
        ("6", OPERATOR, {"jawaban": ANSWER}),
    ]
    for number, person, answers in steps:
        if number == row:
            break
        players.complete(person, case_id, **answers)
    assert players.open_task(case_id).row_number == row
    return case_id
