"""The few plain words in which a citizen reads where her complaint stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from app.i18n import lazy_gettext, ngettext
from app.times import working_duration
from processes.sop import Budget, Row, Sop


@dataclass(frozen=True)
class Words:
    """What a status is called, which mark it bears, and what happens while it lasts."""

    title: str
    tone: str
    icon: str
    meaning: str


STATUSES: Mapping[str, Words] = {
    "submitted": Words(
        lazy_gettext("Terkirim"), "info", "send", lazy_gettext("Laporan Anda sudah tercatat dan mendapat nomor.")
    ),
    "received": Words(
        lazy_gettext("Diterima petugas"),
        "info",
        "mail-opened",
        lazy_gettext("Petugas penerima memeriksa kelengkapan laporan Anda."),
    ),
    "classifying": Words(
        lazy_gettext("Ditelaah"),
        "info",
        "list-search",
        lazy_gettext("Petugas menentukan apakah laporan dapat langsung dijawab atau perlu ditangani unit."),
    ),
    "in_progress": Words(
        lazy_gettext("Diproses unit"),
        "info",
        "progress",
        lazy_gettext("Unit yang berwenang menindaklanjuti laporan dan menyusun tanggapan."),
    ),
    "checking_answer": Words(
        lazy_gettext("Tanggapan diperiksa"),
        "info",
        "checklist",
        lazy_gettext("Tanggapan diperiksa, lalu ditulis sebagai jawaban untuk Anda."),
    ),
    "answered": Words(
        lazy_gettext("Terjawab"),
        "good",
        "message-check",
        lazy_gettext("Jawaban sudah dapat Anda baca. Nilailah, atau katakan bila belum selesai."),
    ),
    "closed": Words(lazy_gettext("Selesai"), "good", "circle-check", lazy_gettext("Laporan sudah ditutup.")),
    "withdrawn": Words(
        lazy_gettext("Dicabut"), "neutral", "arrow-back-up", lazy_gettext("Laporan dihentikan dan tidak diproses lagi.")
    ),
}


@dataclass(frozen=True)
class Stage:
    """Rows of the SOP that are one and the same to a citizen."""

    status: str
    rows: tuple[Row, ...]

    @property
    def words(self) -> Words:
        """Return what the stage is called."""
        return STATUSES[self.status]

    def is_in(self, elements: Container[str]) -> bool:
        """Tell whether one of its rows is among these elements."""
        return any(row.element_id in elements for row in self.rows)

    @property
    def standard_time(self) -> str:
        """Say how long the SOP gives the stage; nothing for what a citizen does herself."""
        return standard_time(row for row in self.rows if row.lane.kind != "reporter")


def stages(sop: Sop) -> tuple[Stage, ...]:
    """Return the stages of an SOP in its printed order."""
    found: dict[str, list[Row]] = {}
    for row in sop.rows:
        if row.status in STATUSES:
            found.setdefault(row.status, []).append(row)
    return tuple(Stage(status, tuple(rows)) for status, rows in found.items())


def standard_time(rows: Iterable[Row]) -> str:
    """Say the standard times of rows together: 2 hari kerja 40 menit."""
    return duration(row.budget for row in rows if row.budget)


def time_to_reply(sop: Sop) -> str:
    """Say how long a reporter may reply to an answer before the case is closed; nothing where there is no limit."""
    limits = [timer for row in sop.rows if row.lane.kind == "reporter" for timer in row.timers if timer.interrupting]
    return duration(timer.budget for timer in limits[:1])


def duration(budgets: Iterable[Budget]) -> str:
    """Say working time: 2 hari kerja 40 menit."""
    budgets = list(budgets)
    days = sum(budget.amount for budget in budgets if budget.unit == "days")
    minutes = sum(budget.amount for budget in budgets if budget.unit == "minutes")
    parts = [
        ngettext("%(num)d hari kerja", "%(num)d hari kerja", days) if days else "",
        working_duration(minutes) if minutes else "",
    ]
    return " ".join(part for part in parts if part)
