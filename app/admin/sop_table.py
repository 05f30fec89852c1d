"""The SOP as the office prints it (Permenpan-RB 35/2012): identity, and one row an activity, all from the diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import gettext, lazy_gettext, ngettext
from processes.sop import Budget, Decision, Row, Sop

# The identity block in its prescribed order, with the names under which the diagram keeps it.
IDENTITY: Mapping[str, str] = {
    "unit_kerja": lazy_gettext("Unit kerja"),
    "nomor_sop": lazy_gettext("Nomor SOP"),
    "tanggal_pembuatan": lazy_gettext("Tanggal pembuatan"),
    "tanggal_revisi": lazy_gettext("Tanggal revisi"),
    "tanggal_efektif": lazy_gettext("Tanggal efektif"),
    "disahkan_oleh": lazy_gettext("Disahkan oleh"),
    "judul": lazy_gettext("Nama SOP"),
    "dasar_hukum": lazy_gettext("Dasar hukum"),
    "kualifikasi_pelaksana": lazy_gettext("Kualifikasi pelaksana"),
    "keterkaitan": lazy_gettext("Keterkaitan"),
    "peralatan_perlengkapan": lazy_gettext("Peralatan/perlengkapan"),
    "peringatan": lazy_gettext("Peringatan"),
    "pencatatan_dan_pendataan": lazy_gettext("Pencatatan dan pendataan"),
}


NO_SYMBOL: tuple[str, str, tuple[str, ...]] = ("", "", ())


@dataclass(frozen=True)
class Cell:
    """One square of the flow: the symbol of its lane, or only a line that passes.

    `symbol`: capsule, box, diamond or nothing. `lines`: names of the stretches of the arrow that cross the square.
    """

    symbol: str = ""
    label: str = ""
    answers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of the table, every text in the SOP's own words."""

    number: str
    activity: str
    cells: tuple[Cell, ...]
    inputs: tuple[str, ...]
    time: str
    outputs: tuple[str, ...]
    remarks: str


def identity(sop: Sop) -> list[tuple[str, list[str]]]:
    """Return each item of the identity block with its lines; an item that the office left empty has none."""
    stored = {**sop.identity, "judul": sop.title}
    named = {**IDENTITY, **{key: key.replace("_", " ").capitalize() for key in stored if key not in IDENTITY}}
    return [(label, [line for line in stored.get(key, "").split("\n") if line]) for key, label in named.items()]


def lines(sop: Sop) -> list[Line]:
    """Return the rows of the table, with the arrows between rows that follow each other."""
    told = []
    before: Row | None = None
    for row, after in zip(sop.rows, [*sop.rows[1:], None], strict=True):
        came_from = before if before and row.element_id in _targets(sop, before) else None
        goes_on = after is not None and after.element_id in _targets(sop, row)
        told.append(_line(sop, row, came_from, goes_on=goes_on))
        before = row
    return told


def time_text(budget: Budget | None) -> str:
    """Say a standard time as the SOP prints it: 15 menit, 2 hari."""
    if budget is None:
        return ""
    if budget.unit == "days":
        return ngettext("%(num)d hari", "%(num)d hari", budget.amount)
    return ngettext("%(num)d menit", "%(num)d menit", budget.amount)


def _line(sop: Sop, row: Row, came_from: Row | None, *, goes_on: bool) -> Line:
    names = {document.id: document.name for document in sop.documents}
    places = [lane.id for lane in sop.lanes]
    here = places.index(row.lane.id)
    start = places.index(came_from.lane.id) if came_from else None
    symbol = _symbol(sop, row, goes_on=goes_on)
    return Line(
        number=row.number,
        activity=row.activity,
        cells=tuple(
            Cell(*(symbol if place == here else NO_SYMBOL), lines=_arrow(place, start, here, goes_on=goes_on))
            for place in range(len(places))
        ),
        inputs=tuple(names[each] for each in row.printed_inputs),
        time=time_text(row.budget),
        outputs=tuple(names[each] for each in row.outputs),
        remarks=row.remarks,
    )


def _symbol(sop: Sop, row: Row, *, goes_on: bool) -> tuple[str, str, tuple[str, ...]]:
    decision = _decision_after(sop, row)
    if decision:
        return "diamond", gettext("Keputusan: %(question)s", question=decision.name), _answers(sop, decision)
    if row.element_id == sop.first_row:
        return "capsule", gettext("Mulai"), ()
    if not _targets(sop, row):
        return "capsule", gettext("Selesai"), ()
    (target,) = _targets(sop, row)[:1]
    elsewhere = () if goes_on else (gettext("ke baris %(number)s", number=sop.row(target).number),)
    return "box", gettext("Kegiatan"), elsewhere


def _answers(sop: Sop, decision: Decision) -> tuple[str, ...]:
    """Say where each answer of a diamond leads: Ya: ke baris 6."""
    numbers = {row.element_id: row.number for row in sop.rows}
    return tuple(
        gettext("%(answer)s: ke baris %(number)s", answer=flow.label, number=numbers[flow.target])
        if flow.target in numbers
        else flow.label
        for flow in decision.flows
    )


def _arrow(place: int, start: int | None, here: int, *, goes_on: bool) -> tuple[str, ...]:
    """Name the stretches of arrows in one square: from the lane `start` of the row above, and down to the next."""
    down = ("down",) if goes_on and place == here else ()
    if start is None or not min(start, here) <= place <= max(start, here):
        return down
    if start == here:
        return ("straight", *down)
    toward = {"left": place > min(start, here), "right": place < max(start, here)}
    sideways = tuple(side for side, is_crossed in toward.items() if is_crossed)
    ends = {start: ("out",), here: ("in",)}
    return (*sideways, *ends.get(place, ()), *down)


def _decision_after(sop: Sop, row: Row) -> Decision | None:
    return next((decision for decision in sop.decisions if decision.after == row.element_id), None)


def _targets(sop: Sop, row: Row) -> list[str]:
    """Return the rows that may follow a row, directly or by way of its diamond."""
    rows = {each.element_id for each in sop.rows}
    decision = _decision_after(sop, row)
    flows = decision.flows if decision else [flow for flow in sop.flows if flow.source == row.element_id]
    return [flow.target for flow in flows if flow.target in rows]
