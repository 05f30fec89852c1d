"""The lines of the register book in words, with the reporter masked as her right to confidence asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import channels, times
from app.case_file import title_of
from app.i18n import gettext
from app.office import Office
from persistence import register
from persistence.categories import Category
from persistence.documents import Document, open_document
from persistence.register import RegisterLine
from persistence.sealing import unwrap
from processes.sop import Sop

# Fields of the forms that a register names; a form without one leaves its column empty.
NAME, VILLAGE, RESPONDENT, ANSWER = "nama", "lokasi_desa", "terlapor", "jawaban"
SUMMARY = 240  # characters of an answer


@dataclass(frozen=True)
class Entry:
    """One line of the book, in the order of its columns."""

    number: str
    submitted: str
    channel: str
    reporter: str
    village: str
    category: str
    content: str
    respondent: str
    unit: str
    forwarded: str
    answered: str
    answer: str
    status: str
    officer: str


def columns() -> tuple[str, ...]:
    """Name the columns of the book."""
    return (
        gettext("No. register"),
        gettext("Tanggal masuk"),
        gettext("Kanal"),
        gettext("Pelapor"),
        gettext("Desa"),
        gettext("Kategori"),
        gettext("Isi laporan"),
        gettext("Terlapor"),
        gettext("Unit"),
        gettext("Diteruskan"),
        gettext("Dijawab"),
        gettext("Ringkasan jawaban"),
        gettext("Status"),
        gettext("Petugas"),
    )


def entries(office: Office, year: int) -> Iterator[Entry]:
    """Yield the book of a year, in the order of the numbers."""
    named = channels.names(office.catalogue.diagram_in_force().sop)
    with office.database.reading() as connection:
        for lines, written in register.of_year(connection, year):
            for line in lines:
                yield _entry(office, line, _opened(office, line, written[line.case_id]), named)


def _entry(office: Office, line: RegisterLine, told: Mapping[str, Any], named: Mapping[str, str]) -> Entry:
    edited = office.catalogue.edited()
    erased = gettext("(isi sudah dihapus)")
    return Entry(
        number=line.number,
        submitted=times.short_moment(line.submitted_at),
        channel=named.get(line.channel, line.channel),
        reporter=_reporter(line, told),
        village=str(told.get(VILLAGE, "")),
        category=_category(edited.categories, line.category_id),
        content=title_of(office, line.case_id, line.sealed_key, line.sealed_title) if line.sealed_key else erased,
        respondent="" if line.visibility == "rahasia" else str(told.get(RESPONDENT, "")),
        unit=edited.unit_names.get(line.unit_id or 0, ""),
        forwarded=_moment(line.forwarded_at),
        answered=_moment(line.answered_at),
        answer=_shortened(str(told.get(ANSWER, ""))),
        status=_status(line),
        officer=line.officer or "",
    )


def _opened(office: Office, line: RegisterLine, written: Mapping[str, Document]) -> dict[str, Any]:
    """Open what the first row wrote, and what the reporter reads as the answer; nothing else of the case."""
    if line.sealed_key is None:
        return {}
    key = unwrap(office.keys.master, line.sealed_key)
    sop = office.catalogue.diagram(line.sop_version_id).sop
    told: dict[str, Any] = {}
    for kinds, fields in (
        (_first(sop), {NAME, VILLAGE, RESPONDENT}),
        (_last(sop) if line.answered_at else (), {ANSWER}),
    ):
        for kind in kinds:
            if kind in written:
                content = open_document(key, written[kind])
                told |= {name: content[name] for name in fields & content.keys()}
    return told


def _first(sop: Sop) -> tuple[str, ...]:
    return sop.row(sop.first_row).outputs


def _last(sop: Sop) -> tuple[str, ...]:
    return tuple(
        kind
        for row in sop.rows
        if row.lane.kind == "reporter" and row.element_id != sop.first_row
        for kind in row.inputs
    )


def _reporter(line: RegisterLine, told: Mapping[str, Any]) -> str:
    """Mask a name to its initials; whoever asked for confidence is not even that."""
    if line.visibility != "biasa":
        return {"anonim": gettext("(anonim)"), "rahasia": gettext("(rahasia)")}[line.visibility]
    return " ".join(f"{word[0]}***" for word in str(told.get(NAME, "")).split())


def _category(known: Mapping[int, Category], category_id: int | None) -> str:
    names: list[str] = []
    category = known.get(category_id or 0)
    while category is not None:
        names.insert(0, category.name)
        category = known.get(category.parent_id or 0)
    return " – ".join(names)


def _moment(at: datetime | None) -> str:
    return times.short_moment(at) if at else ""


def _status(line: RegisterLine) -> str:
    if line.status == "running":
        return gettext("Terjawab") if line.answered_at else gettext("Diproses")
    return gettext("Selesai") if line.answered_at else gettext("Ditutup tanpa jawaban")


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SUMMARY else f"{flat[: SUMMARY - 1].rstrip()}…"
