"""Every kind of message: what its subject says, and which choice of a person decides about it.

A new kind is one line in `KINDS` and one template `templates/mail/<kind>.txt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.i18n import lazy_gettext

MAIL, PUSH, WHATSAPP = "mail", "push", "whatsapp"
OFFICE_ROLES = frozenset({"staff", "supervisor", "administrator", "auditor"})
SEATED_ROLES = frozenset({"staff", "supervisor"})
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Topic:
    """Something that a person may or may not want to be told of, for each way.

    `always` holds the ways that cannot be switched off, each with the reason; `quiet` those that are off until chosen;
    `ways` all that there are.
    """

    title: str
    text: str
    roles: frozenset[str]
    always: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    quiet: frozenset[str] = frozenset()
    ways: tuple[str, ...] = (MAIL, PUSH)

    def wants(self, channel: str, chosen: bool | None) -> bool:
        """Tell whether a message goes this way, given what was chosen."""
        if channel not in self.ways:
            return False
        if channel in self.always:
            return True
        return channel not in self.quiet if chosen is None else chosen


@dataclass(frozen=True)
class Kind:
    """One kind of message; of the facts the subject may name only `number` and `count`, which identify nobody."""

    subject: str
    topic: str
    path: str = "/"


TOPICS: Mapping[str, Topic] = {
    "jawaban": Topic(
        lazy_gettext("Tanda terima dan jawaban laporan saya"),
        lazy_gettext("Laporan Anda sudah kami terima, dan jawabannya sudah ada."),
        frozenset({"citizen"}),
        always={
            MAIL: lazy_gettext(
                "Selalu dikirim ke alamat yang Anda tulis pada laporan: kantor wajib menyampaikan jawaban kepada Anda."
            )
        },
    ),
    "laporan": Topic(
        lazy_gettext("Perkembangan laporan saya"),
        lazy_gettext("Kantor menulis pesan kepada Anda, atau laporan Anda ditutup."),
        frozenset({"citizen"}),
    ),
    "tugas_baru": Topic(
        lazy_gettext("Tugas baru"),
        lazy_gettext("Tugas baru menunggu di kotak tugas Anda. Satu pemberitahuan untuk beberapa tugas sekaligus."),
        SEATED_ROLES,
        quiet=frozenset({MAIL}),
    ),
    "pengalihan": Topic(
        lazy_gettext("Pengalihan tugas"),
        lazy_gettext("Seseorang mengalihkan tugas kepada Anda, atau mengalihkan tugas Anda."),
        SEATED_ROLES,
    ),
    "sebutan": Topic(
        lazy_gettext("Sebutan dalam catatan"),
        lazy_gettext("Rekan menyebut Anda dalam catatan sebuah tugas."),
        SEATED_ROLES,
    ),
    "pelapor": Topic(
        lazy_gettext("Kabar dari pelapor"),
        lazy_gettext("Pelapor menjawab pertanyaan Anda, atau mencabut laporan yang tugasnya sudah Anda ambil."),
        SEATED_ROLES,
    ),
    "tenggat": Topic(
        lazy_gettext("Peringatan tenggat"),
        lazy_gettext("Tugas mendekati atau melewati waktu bakunya. Dirangkum, pada jam kerja saja."),
        SEATED_ROLES,
    ),
    "penggantian": Topic(
        lazy_gettext("Penggantian (Plh.)"),
        lazy_gettext("Anda menggantikan seseorang, atau seseorang menggantikan Anda."),
        SEATED_ROLES,
        always={MAIL: lazy_gettext("Selalu dikirim karena memberi atau mengakhiri wewenang.")},
    ),
    "akun": Topic(
        lazy_gettext("Keamanan akun"),
        lazy_gettext("Kode untuk memastikan alamat surel Anda."),
        OFFICE_ROLES | {"citizen"},
        always={MAIL: lazy_gettext("Selalu dikirim karena melindungi akun Anda.")},
        ways=(MAIL,),
    ),
}

KINDS: Mapping[str, Kind] = {
    "received": Kind(lazy_gettext("Laporan %(number)s sudah kami terima"), "jawaban", "/lacak"),
    "answered": Kind(lazy_gettext("Laporan %(number)s sudah dijawab"), "jawaban", "/lacak"),
    "message": Kind(lazy_gettext("Pesan baru tentang laporan %(number)s"), "laporan", "/lacak"),
    "closed": Kind(lazy_gettext("Laporan %(number)s sudah ditutup"), "laporan", "/lacak"),
    "mention": Kind(lazy_gettext("Anda disebut dalam catatan laporan %(number)s"), "sebutan", "/tugas"),
    "handed_over": Kind(lazy_gettext("Tugas laporan %(number)s dialihkan kepada Anda"), "pengalihan", "/tugas"),
    "reporter_answered": Kind(
        lazy_gettext("Pelapor menjawab pertanyaan tentang laporan %(number)s"), "pelapor", "/tugas"
    ),
    "withdrawn": Kind(lazy_gettext("Laporan %(number)s dicabut"), "pelapor", "/tugas"),
    "handed_away": Kind(lazy_gettext("Tugas laporan %(number)s tidak lagi pada Anda"), "pengalihan", "/tugas"),
    "warning_digest": Kind(lazy_gettext("Peringatan tenggat: %(count)s tugas"), "tenggat", "/tugas"),
    "substitution": Kind(lazy_gettext("Penggantian tugas (Plh.)"), "penggantian", "/tugas"),
    "address_code": Kind(lazy_gettext("Kode untuk alamat surel Anda"), "akun", "/akun/pemberitahuan"),
    "new_task": Kind(lazy_gettext("Tugas baru di kotak tugas Anda: %(count)s"), "tugas_baru", "/tugas"),
}
