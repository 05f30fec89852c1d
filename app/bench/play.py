"""What the people of the bench write on the way of a complaint through the seven rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from app.actions.complete_task import Raw
from app.actions.submit_complaint import submit_complaint
from app.bench.office import actor
from app.demo.cast import LEAD, OPERATOR, UNIT_OFFICER, UNITS, Person
from app.office import Office
from app.security.actor import GUEST, Actor
from persistence import cases, tasks, units

COMPLAINT: Mapping[str, Sequence[str]] = {
    "jenis_laporan": ["pengaduan"],
    "kategori": ["infrastructure"],
    "sub_kategori": ["lainnya"],
    "sub_kategori_lain": ["Lampu jalan"],
    "judul": ["Lampu jalan depan pasar mati"],
    "uraian": ["Sudah tiga minggu lampu jalan di depan pasar mati sehingga gelap pada malam hari."],
    "lokasi_desa": ["Kebak"],
    "penyelesaian": ["Mohon lampunya diperbaiki."],
    "kerahasiaan": ["biasa"],
    "nama": ["Siti Rahayu"],
    "alamat": ["Jalan Pasar 1, Kebak"],
    "cara_dihubungi": ["email"],
    "email": ["siti@contoh.id"],
    "pernyataan": ["true"],
    "privasi_dibaca": ["true"],
}
ANSWER = "Lampu jalan di depan pasar sudah kami ganti pada hari Selasa."


@dataclass(frozen=True)
class Part:
    """One row's work: who does it and what is filled in."""

    row: str
    by: Actor
    raw: Raw


def parts(office: Office) -> tuple[Part, ...]:
    """Return the rows after the citizen's own first one, on the longer branch of the SOP."""
    return (
        _part(
            office, "2", OPERATOR, kategori="infrastructure", sub_kategori="lainnya", sub_kategori_lain="Lampu jalan"
        ),
        _part(office, "3", OPERATOR, jenis="pengaduan", alasan="Perlu diperbaiki", unit=_unit_id(office)),
        _part(office, "4", UNIT_OFFICER, tanggapan=ANSWER, tindakan="Mengganti lampu."),
        _part(office, "5", LEAD, tanggapan=ANSWER),
        _part(office, "6", OPERATOR, jawaban=ANSWER),
        _part(office, "7", None, hasil="selesai", rating="5"),
    )


def submit(office: Office) -> UUID:
    """Submit the complaint, as a guest."""
    return submit_complaint(office, GUEST, uuid4().hex, COMPLAINT, "sekali").case_id


def open_task(office: Office, case_id: UUID) -> UUID:
    """Return the one open task of a case."""
    with office.database.reading() as connection:
        (task,) = [task for task in tasks.of_case(connection, case_id) if task.state == "open"]
    return task.id


def state_bytes(office: Office, case_id: UUID) -> int:
    """Return how large the engine's state of a case is."""
    with office.database.reading() as connection:
        case = cases.read(connection, case_id)
    return len(case.state) if case else 0


def acting(part: Part, case_id: UUID) -> Actor:
    """Return who works on this case's row; the reporter shows the code of her receipt."""
    return part.by if part.by.is_logged_in else replace(part.by, case_grants=frozenset({case_id}))


def _part(office: Office, row: str, person: Person | None, **answers: str) -> Part:
    by = actor(office, person) if person else GUEST
    return Part(row, by, {name: [answer] for name, answer in answers.items()})


def _unit_id(office: Office) -> str:
    with office.database.reading() as connection:
        return str(next(unit.id for unit in units.every(connection) if unit.code == UNITS[0].code))
