"""The views of the inbox: which tasks each holds, for staff and for whoever oversees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from app.work_days import DAY
from persistence.inbox_ranges import ranges
from persistence.inbox_wanted import Condition, Range, Wanted
from persistence.tasks import REPORTERS, reporters_key

MINE, LANES, LATE, TODAY, WAITING, ALL, PUT_OFF = (
    "saya",
    "lajur",
    "terlambat",
    "hari-ini",
    "menunggu",
    "semua",
    "ditunda",
)
OF_STAFF = (MINE, LANES, LATE, TODAY, WAITING, ALL, PUT_OFF)
OF_OVERSEERS = (ALL, LATE, TODAY, WAITING)


@dataclass(frozen=True)
class Seen:
    """Hold where the tasks stand that somebody may see: those of staff, and the reporters' that follow their work."""

    of_staff: tuple[Range, ...]
    of_reporters: tuple[Range, ...]
    is_overseer: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return the views that there are for this person."""
        return OF_OVERSEERS if self.is_overseer else OF_STAFF


def labels(*, is_overseer: bool) -> dict[str, str]:
    """Name the views."""
    return {
        MINE: gettext("Tugas saya"),
        LANES: gettext("Lajur saya"),
        LATE: gettext("Terlambat"),
        TODAY: gettext("Hari ini"),
        WAITING: gettext("Menunggu pelapor"),
        ALL: gettext("Semua tugas") if is_overseer else gettext("Semua"),
        PUT_OFF: gettext("Ditunda"),
    }


def seen_by(connection: Connection, actor: Actor) -> Seen:
    """Find where tasks stand that somebody may see, in two statements at most."""
    is_overseer = actor.role == SUPERVISOR
    keys = None if is_overseer else [key for own in sorted(actor.inbox_keys) for key in (own, reporters_key(own))]
    found = ranges(connection, keys)
    return Seen(
        of_staff=tuple(each for each in found if not each.key.startswith(REPORTERS)),
        of_reporters=tuple(each for each in found if each.key.startswith(REPORTERS)),
        is_overseer=is_overseer,
    )


def views(office: Office, actor: Actor, seen: Seen, now: datetime) -> Mapping[str, Wanted]:
    """Say what each view holds, the first due first."""
    calendar = office.catalogue.edited().calendar
    tomorrow = calendar.midnight(calendar.date_at(now) + DAY)
    lanes, account_id = seen.of_staff, actor.account_id or 0
    every = {
        MINE: Wanted(now, owner_id=account_id, put_off="hidden"),
        LANES: Wanted(now, lanes, put_off="hidden"),
        LATE: Wanted(now, lanes, conditions=(Condition("due_at", below=now),)),
        TODAY: Wanted(now, lanes, conditions=(Condition("due_at", low=now, below=tomorrow),)),
        WAITING: Wanted(now, (*seen.of_reporters, *_awaiting(lanes))),
        ALL: Wanted(now, (*lanes, *seen.of_reporters)),
        PUT_OFF: Wanted(now, owner_id=account_id, put_off="only"),
    }
    return {name: every[name] for name in seen.names}


def _awaiting(lanes: Sequence[Range]) -> tuple[Range, ...]:
    return tuple(replace(each, is_awaiting=True) for each in lanes)
