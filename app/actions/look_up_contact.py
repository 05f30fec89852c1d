"""Look up which cases somebody has had before, by her telephone number or NIK."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app import front_desk
from app.actions import office_journal
from app.contact_index import hash_of_any
from app.errors import TooManyAttempts
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_inbox
from persistence import contacts, sealing, throttles
from persistence.cases import Case
from persistence.throttles import Slowdown

MOST_CASES = 10
# A busy desk looks somebody up every few minutes; who tries one number after the other is soon held up.
PER_OPERATOR = Slowdown(free=20, first=timedelta(seconds=2), longest=timedelta(minutes=5), forget=timedelta(minutes=10))


@dataclass(frozen=True)
class LookedUp:
    """The newest cases of a contact; `kind` is phone or nik, and empty for a text that is neither."""

    kind: str
    cases: tuple[Case, ...]


def look_up_contact(office: Office, actor: Actor, text: str) -> LookedUp:
    """Find the cases of a telephone number or NIK that have waited in this person's inboxes.

    The office's journal keeps who looked, and the hash of what for. Raises Missing or TooManyAttempts.
    """
    require_inbox(actor, front_desk.inbox_in_force(office))
    wanted = hash_of_any(office, text)
    if wanted is None:
        return LookedUp("", ())
    _slow_down(office, actor)
    with office.database.reading() as connection:
        found = contacts.cases_of(connection, wanted.hash, sorted(actor.inbox_keys), MOST_CASES)
    with office.database.transaction() as connection:
        office_journal.record(
            connection,
            office,
            "contact_looked_up",
            actor,
            office.now(),
            by=wanted.kind,
            contact=wanted.hash,
            found=len(found),
        )
    return LookedUp(wanted.kind, tuple(found))


def _slow_down(office: Office, actor: Actor) -> None:
    key = sealing.blind_index(office.keys.index, f"contact-by/{actor.account_id}")
    with office.database.transaction() as connection:
        until = throttles.attempt(connection, key, office.now(), PER_OPERATOR)
    if until:
        raise TooManyAttempts(until)
