"""Substitutions in words, for the lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.actions.name_substitute import BASIS
from app.history import ACTING
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import ADMINISTRATOR, SUPERVISOR
from app.times import day
from persistence.sealing import open_
from persistence.substitutions import Substitution


@dataclass(frozen=True)
class Line:
    """One substitution: `state` is now, later, ended (early) or over."""

    id: int
    absent: str
    substitute: str
    title: str
    first_day: str
    last_day: str
    scope: str
    basis: str
    state: str


def may_appoint(actor: Actor) -> bool:
    """Tell whether this person names substitutes in her own right."""
    return actor.role in {SUPERVISOR, ADMINISTRATOR}


def lines(office: Office, found: Iterable[Substitution]) -> list[Line]:
    """Put substitutions into words."""
    names = {lane.id: lane.name for lane in office.catalogue.diagram_in_force().sop.lanes}
    return [
        Line(
            id=one.id,
            absent=one.absent_name,
            substitute=one.substitute_name,
            title=ACTING[one.title],
            first_day=day(one.first_day),
            last_day=day(one.last_day),
            scope=", ".join(names.get(lane, lane) for lane in one.lanes) if one.lanes else gettext("semua tugasnya"),
            basis=open_(office.keys.master, one.basis_sealed, BASIS).decode() if one.basis_sealed else "",
            state=_state(office, one),
        )
        for one in found
    ]


def _state(office: Office, one: Substitution) -> str:
    if one.ended_at is not None:
        return "ended"
    if one.is_in_force(office.today()):
        return "now"
    return "later" if one.first_day > office.today() else "over"
