"""The people, units and categories of a large office, for the lists of the inbox."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.office import Office
from persistence import accounts, categories, units

UNITS, OPERATORS, LEADS, OF_A_UNIT, SUBCATEGORIES = 10, 12, 4, 3, 6
NAMES = (
    "Pembangunan",
    "Ketertiban",
    "Kesehatan",
    "Pelayanan",
    "Pendidikan",
    "Pertanian",
    "Perhubungan",
    "Kebersihan",
    "Pemerintahan",
    "Keuangan",
)


@dataclass(frozen=True)
class Staff:
    """Who works where, by id; `idle` works in a unit to which no task goes."""

    operators: tuple[int, ...]
    leads: tuple[int, ...]
    of_units: dict[int, tuple[int, ...]]
    idle: int


def hire(office: Office) -> Staff:
    """Give an office fifty more people, ten more units and sub-categories enough."""
    now = office.now()
    with office.database.transaction() as connection:
        _subdivide(connection)
        unit_ids = [units.create(connection, f"unit_{name}", f"Seksi {name}") for name in NAMES[:UNITS]]
        idle_unit = units.create(connection, "unit_kosong", "Seksi Kosong")

        def hired(lane: str, unit_id: int | None, number: int) -> tuple[int, ...]:
            people = []
            for _ in range(number):
                name = f"{NAMES[len(everybody) % len(NAMES)]} {len(everybody):02}"
                login = f"petugas{len(everybody)}@contoh.id"
                account_id = accounts.create(connection, login, name, "staff", now)
                units.join(connection, account_id, lane, unit_id)
                everybody.append(account_id)
                people.append(account_id)
            return tuple(people)

        everybody: list[int] = []
        staff = Staff(
            operators=hired("operator", None, OPERATORS),
            leads=hired("ppid_utama", None, LEADS),
            of_units={unit_id: hired("ppid_pembantu", unit_id, OF_A_UNIT) for unit_id in unit_ids},
            idle=hired("ppid_pembantu", idle_unit, 1)[0],
        )
    office.catalogue.forget()
    return staff


def _subdivide(connection: Connection) -> None:
    for top in categories.every(connection):
        if top.parent_id is None:
            for place, name in enumerate(NAMES[:SUBCATEGORIES]):
                categories.create(
                    connection, f"bagian_{place}", f"{name} {top.name}", "office", place, parent_id=top.id
                )
