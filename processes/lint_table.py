"""Judge an SOP as the table that it prints: lanes, rows, standards and documents."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from processes.messages import N_, Problem
from processes.sop import STATUSES, Budget, Row, Sop, Timer

_STATED_TIME: Final = re.compile(r"(?P<amount>[0-9]{1,5}) (?P<unit>menit|jam|hari)", re.IGNORECASE)
_ISO: Final = {"menit": "PT{}M", "jam": "PT{}H", "hari": "P{}D"}


def check(sop: Sop, forms: Collection[str] | None) -> Iterator[Problem]:
    """Yield what the table lacks or contradicts."""
    if not sop.title:
        yield Problem(None, N_("SOP belum berjudul: beri nama pada pool"))
    yield from _lanes(sop)
    yield from _numbers(sop)
    for row in sop.rows:
        yield from _wording(row)
        yield from _standards(row)
        yield from _references(sop, row)
        yield from _form(row, forms)
    yield from _categories(sop)


def _lanes(sop: Sop) -> Iterator[Problem]:
    reporters = [lane for lane in sop.lanes if lane.kind == "reporter"]
    if len(reporters) != 1:
        message = N_("Harus ada tepat satu pelaksana dengan sifat pelapor, bukan %(count)s")
        yield Problem(None, message, {"count": len(reporters)})
    if sop.row(sop.first_row).lane.kind != "reporter":
        yield Problem(sop.first_row, N_("Baris pertama harus berada pada pelaksana pelapor"))
    for lane in sop.lanes:
        if not lane.name:
            yield Problem(lane.id, N_("Pelaksana %(lane)s belum bernama"), {"lane": lane.id})
        if all(row.lane != lane for row in sop.rows):
            message = N_("Pelaksana %(lane)s tidak mengerjakan satu baris pun")
            yield Problem(lane.id, message, {"lane": lane.name or lane.id}, severity="warning")


def _numbers(sop: Sop) -> Iterator[Problem]:
    counted = Counter(row.number for row in sop.rows)
    for row in sop.rows:
        if not re.fullmatch(r"[1-9][0-9]{0,2}[a-z]?", row.number):
            message = N_("Kegiatan %(row)s belum bernomor baris")
            yield Problem(row.element_id, message, {"row": row.name or row.element_id})
        elif counted[row.number] > 1:
            message = N_("Nomor baris %(number)s dipakai lebih dari sekali")
            yield Problem(row.element_id, message, {"number": row.number})


def _wording(row: Row) -> Iterator[Problem]:
    if not row.name:
        yield Problem(row.element_id, N_("Baris %(number)s belum beruraian kegiatan"), {"number": row.number})
    elif not row.name.lower().startswith("me"):
        message = N_("Uraian kegiatan baris %(number)s sebaiknya diawali kata kerja (me-)")
        yield Problem(row.element_id, message, {"number": row.number}, severity="warning")


def _standards(row: Row) -> Iterator[Problem]:
    """A row needs its Kelengkapan, its Output and one standard time, printed as it runs."""
    number = {"number": row.number}
    if not row.printed_inputs:
        yield Problem(row.element_id, N_("Baris %(number)s tidak punya Kelengkapan"), number)
    if not row.outputs:
        yield Problem(row.element_id, N_("Baris %(number)s tidak punya Output"), number)
    standard = [timer for timer in row.timers if not timer.interrupting]
    if len(standard) != 1:
        message = N_("Baris %(number)s harus punya tepat satu Waktu (penanda waktu yang tidak memutus)")
        yield Problem(row.element_id, message, number)
    for timer in row.timers:
        if _states_another_time(timer):
            message = N_("Label waktu “%(label)s” tidak sama dengan lama yang dijalankan, %(duration)s")
            yield Problem(timer.id, message, {"label": timer.name, "duration": timer.budget.iso}, severity="warning")


def _states_another_time(timer: Timer) -> bool:
    stated = _STATED_TIME.fullmatch(timer.name)
    if stated is None or not int(stated["amount"]):
        return bool(timer.name)
    return Budget.parse(_ISO[stated["unit"].lower()].format(int(stated["amount"]))) != timer.budget


def _references(sop: Sop, row: Row) -> Iterator[Problem]:
    """Properties that name another element must name one that exists."""
    for document in row.properties.get("tidak_dicetak", "").split():
        if document not in row.inputs:
            message = N_("Dokumen %(document)s tidak dicetak, tetapi bukan Kelengkapan baris %(number)s")
            yield Problem(row.element_id, message, {"document": document, "number": row.number})
    follow_up = row.properties.get("lanjutan")
    if follow_up and follow_up not in {each.element_id for each in sop.rows}:
        message = N_("Kasus lanjutan menuju %(target)s, yang bukan kegiatan SOP ini")
        yield Problem(row.element_id, message, {"target": follow_up})


def _form(row: Row, forms: Collection[str] | None) -> Iterator[Problem]:
    if not row.form or (forms is not None and row.form not in forms):
        message = N_("Formulir %(form)s untuk baris %(number)s tidak ada")
        yield Problem(row.element_id, message, {"form": row.form or "(kosong)", "number": row.number})
    if row.status not in STATUSES:
        message = N_("Status pelapor %(status)s pada baris %(number)s tidak dikenal")
        yield Problem(row.element_id, message, {"status": row.status or "(kosong)", "number": row.number})


def _categories(sop: Sop) -> Iterator[Problem]:
    """The complaint form offers the categories, so each needs something to choose under it."""
    if not sop.categories:
        yield Problem(sop.first_row, N_("Baris pertama tidak memuat kategori pengaduan"))
    for category in sop.categories:
        if not category.subcategories:
            message = N_("Kategori %(name)s tidak punya sub kategori")
            yield Problem(sop.first_row, message, {"name": category.name or category.code})
    codes = {category.code for category in sop.categories}
    for name in sop.row(sop.first_row).properties:
        prefix, _, rest = name.partition(".")
        if prefix == "kategori" and "." in rest and rest.partition(".")[0] not in codes:
            yield Problem(sop.first_row, N_("Sub kategori %(name)s tidak punya kategori"), {"name": rest})
