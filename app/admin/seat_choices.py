"""The seats that the running SOP offers: each lane of the office, and each lane of a unit in each of the units."""

from __future__ import annotations

from collections.abc import Collection

from app.actions.set_seats import seat_key
from app.i18n import gettext
from app.office import Office
from app.security.actor import Membership
from forms.choices import Choice, Choices
from processes.sop import Sop


def seat_choices(office: Office, held: Collection[Membership]) -> tuple[Choice, ...]:
    """Offer the seats of the running SOP, and after them those that a person has and the SOP lacks."""
    edited = office.catalogue.edited()
    sop = office.catalogue.diagram_in_force().sop
    units = {int(unit.value): unit.label for unit in edited.choices["units"]}
    offered = {
        seat_key(seat): Choice(seat_key(seat), seat_label(sop, edited.unit_names, seat))
        for lane in sop.lanes
        for seat in _seats_of(lane.id, lane.kind, units)
    }
    gone = gettext("Tidak ada lagi pada SOP atau unit yang berlaku.")
    strays = {
        seat_key(seat): Choice(seat_key(seat), seat_label(sop, edited.unit_names, seat), hint=gone) for seat in held
    }
    return tuple({**strays, **offered}[key] for key in {**offered, **strays})


def seat_form_choices(office: Office, held: Collection[Membership]) -> Choices:
    """Offer the seats, each also to lead its lane with."""
    seats = seat_choices(office, held)
    return {"seats": seats, "led_seats": seats}


def seat_label(sop: Sop, unit_names: dict[int, str], seat: Membership) -> str:
    """Say a seat: PPID Pembantu – Seksi Pembangunan."""
    lane = next((lane.name for lane in sop.lanes if lane.id == seat.lane), seat.lane)
    return lane if seat.unit_id is None else f"{lane} – {unit_names.get(seat.unit_id, seat.unit_id)}"


def seat_of(key: str, led: Collection[str] = ()) -> Membership:
    """Read a seat from what a form posted of the choices; `led` are the keys of those that lead."""
    lane, _, unit = key.rpartition("/")
    return Membership(lane, None if unit == "-" else int(unit), key in led)


def _seats_of(lane: str, kind: str, units: dict[int, str]) -> list[Membership]:
    if kind == "unit":
        return [Membership(lane, unit_id) for unit_id in units]
    return [Membership(lane, None)] if kind == "office" else []
