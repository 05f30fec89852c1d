"""To whom a task can be handed over: everybody who works in its inbox, with what she has to do already."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from app.i18n import gettext, ngettext
from forms.choices import Choice, Choices
from persistence import claimable, units

LANE = "lajur"


def receivers(connection: Connection, keys: Collection[str]) -> Choices:
    """Offer everybody who works in these inboxes, and their lane."""
    people = [worker.account for worker in units.workers_of(connection, keys)]
    numbers = claimable.numbers_of_open(connection, [account.id for account in people])
    choices = (Choice(str(account.id), account.name, hint=_load(numbers.get(account.id, 0))) for account in people)
    return {"receivers": (*choices, _lane())}


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
