"""The people of the demo, who also play in the tests."""

from __future__ import annotations

from dataclasses import dataclass

from processes.messages import N_

PASSWORD = "sop-kebakkramat"  # noqa: S105 (shown on the login page of the demo)


@dataclass(frozen=True)
class Unit:
    """A unit of the office."""

    code: str
    name: str


@dataclass(frozen=True)
class Person:
    """An account of the cast; `seats` are pairs of a lane and a unit's code, empty for the whole office.

    Whoever `leads` edits the answer templates of her lanes.
    """

    login: str
    name: str
    role: str
    seats: tuple[tuple[str, str], ...] = ()
    part: str = ""
    leads: bool = False


UNITS = (
    Unit("pembangunan", "Seksi Pembangunan"),
    Unit("trantib", "Seksi Ketenteraman dan Ketertiban"),
    Unit("kesos", "Seksi Kesejahteraan Sosial"),
    Unit("pelayanan", "Seksi Pelayanan Umum"),
)

CITIZEN = Person("siti@contoh.id", "Siti Rahayu", "citizen", part=N_("Pelapor"))
NEIGHBOUR = Person("budi@contoh.id", "Budi Santoso", "citizen", part=N_("Tetangga"))
OPERATOR = Person("dewi@contoh.id", "Dewi Lestari", "staff", (("operator", ""),), N_("Operator"), leads=True)
SECOND_OPERATOR = Person("rina@contoh.id", "Rina Kusuma", "staff", (("operator", ""),), N_("Operator kedua"))
UNIT_OFFICER = Person(
    "agus@contoh.id", "Agus Prasetyo", "staff", (("ppid_pembantu", "pembangunan"),), N_("PPID Pembantu")
)
OTHER_UNIT_OFFICER = Person(
    "nur@contoh.id", "Nur Hidayat", "staff", (("ppid_pembantu", "trantib"),), N_("PPID Pembantu unit lain")
)
LEAD = Person("endang@contoh.id", "Endang Wulandari", "staff", (("ppid_utama", ""),), N_("PPID Utama"))
SUPERVISOR = Person("camat@contoh.id", "Joko Susilo", "supervisor", part=N_("Camat"))
ADMINISTRATOR = Person("tri@contoh.id", "Tri Wahyuni", "administrator", part=N_("Administrator"))
AUDITOR = Person("hendra@contoh.id", "Hendra Gunawan", "auditor", part=N_("Auditor"))

CAST = (
    CITIZEN,
    NEIGHBOUR,
    OPERATOR,
    SECOND_OPERATOR,
    UNIT_OFFICER,
    OTHER_UNIT_OFFICER,
    LEAD,
    SUPERVISOR,
    ADMINISTRATOR,
    AUDITOR,
)
