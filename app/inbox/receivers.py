"""To whom a task can be handed over: everybody who works in its inbox, with what she has to do already."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from app.i18n import gettext, ngettext
from forms.choices import Choice, Choices
from persistence import claimable, substitutions, units

LANE = "lajur"


def receivers(connection: Connection, keys: Collection[str], today: date) -> Choices:
    """Offer everybody who works in these inboxes, who stands in there today, and their lane."""
    workers = units.workers_of(connection, keys)
    names = {worker.account.id: worker.account.name for worker in workers}
    numbers = claimable.numbers_of_open(connection, list(names))
    offered = {one: Choice(str(one), name, hint=_load(numbers.get(one, 0))) for one, name in names.items()}
    lanes = {worker.account.id: {key.rpartition("/")[0] for key in worker.keys} for worker in workers}
    for one in substitutions.substitutes(connection, list(names), today):
        if any(map(one.covers, lanes[one.absent_id])):
            hint = gettext("menggantikan %(name)s", name=one.absent_name)
            offered.setdefault(one.substitute_id, Choice(str(one.substitute_id), one.substitute_name, hint=hint))
    return {"receivers": (*offered.values(), _lane())}


def others(choices: Choices, owners: Collection[int | None]) -> Choices:
    """Leave out where all of the tasks are already; a request that was sent twice still names it."""
    there = {LANE if owner is None else str(owner) for owner in owners}
    kept = tuple(choice for choice in choices["receivers"] if there != {choice.value})
    return {"receivers": kept}


def receiver_id(posted: str) -> int | None:
    """Return the account that a form names; None is the lane."""
    return None if posted == LANE else int(posted)


def _load(number: int) -> str:
    if number == 0:
        return gettext("belum ada tugas terbuka")
    return ngettext("%(num)d tugas terbuka", "%(num)d tugas terbuka", number)


def _lane() -> Choice:
    return Choice(LANE, gettext("Kembali ke lajur"), hint=gettext("Siapa pun di lajur ini dapat mengambilnya."))
