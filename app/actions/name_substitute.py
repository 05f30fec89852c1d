"""Name who stands in for somebody, from one day to another; both are told, and the office's journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from app.actions import notices, office_journal
from app.errors import Missing
from app.history import ACTING
from app.office import Office
from app.security.actor import SUBSTITUTED_ROLES, Actor, seats_of
from app.security.authorize import require_appointing
from persistence import accounts, substitutions
from persistence.accounts import Account
from persistence.sealing import seal
from persistence.substitutions import Substitution

LONGEST_DAYS = 366
BASIS = b"substitution/basis"


@dataclass(frozen=True)
class Wanted:
    """Who is to stand in for whom, as what, for how long; no lanes mean everything that the absent person may do."""

    absent_id: int
    substitute_id: int
    title: str
    first_day: date
    last_day: date
    lanes: tuple[str, ...] = ()
    basis: str = ""


class WrongSubstitution(Exception):
    """These two, these days or these lanes cannot be; `why` names the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def name_substitute(office: Office, actor: Actor, wanted: Wanted) -> int:
    """Write down a substitution and return its id; the same once more is the same one.

    Raises NotAllowed, Missing or WrongSubstitution.
    """
    require_appointing(actor)
    now, today = office.now(), office.today()
    _check_days(wanted, today)
    with office.database.transaction() as connection:
        # Both rows are held until the end, so that two supervisors who name the same two wait for each other.
        people = {account_id: _person(connection, account_id) for account_id in sorted(_both(wanted))}
        if known := _known(connection, wanted):
            return known.id
        _check_lanes(connection, wanted)
        substitution_id = substitutions.add(connection, **_row(office, actor, wanted, now))
        _tell(office, connection, people, wanted, now)
        _record(connection, office, actor, wanted, substitution_id, now)
    return substitution_id


def _both(wanted: Wanted) -> set[int]:
    both = {wanted.absent_id, wanted.substitute_id}
    if len(both) == 1:
        raise WrongSubstitution("same_person")
    return both


def _person(connection: Connection, account_id: int) -> Account:
    account = accounts.read_locked(connection, account_id)
    if account is None or account.role not in SUBSTITUTED_ROLES:
        raise Missing
    return account


def _check_days(wanted: Wanted, today: date) -> None:
    if wanted.first_day < today:
        raise WrongSubstitution("past")
    if wanted.last_day < wanted.first_day:
        raise WrongSubstitution("backwards")
    if (wanted.last_day - wanted.first_day).days >= LONGEST_DAYS:
        raise WrongSubstitution("long")


def _known(connection: Connection, wanted: Wanted) -> Substitution | None:
    """Find the same substitution. Raises WrongSubstitution where another one shares some of its days."""
    days = wanted.first_day, wanted.last_day
    found = substitutions.overlapping(connection, wanted.absent_id, wanted.substitute_id, *days)
    for one in found:
        if (one.first_day, one.last_day) == days and (one.title, one.lanes) == (wanted.title, _lanes(wanted)):
            return one
    if found:
        raise WrongSubstitution("overlap")
    return None


def _check_lanes(connection: Connection, wanted: Wanted) -> None:
    held = {seat.lane for seat in seats_of(connection, wanted.absent_id)}
    if not held.issuperset(wanted.lanes):
        raise WrongSubstitution("lanes")
    substitute = accounts.read(connection, wanted.substitute_id)
    if substitute is None or not substitute.is_active:
        raise WrongSubstitution("inactive")


def _lanes(wanted: Wanted) -> list[str] | None:
    return sorted(wanted.lanes) or None


def _row(office: Office, actor: Actor, wanted: Wanted, now: datetime) -> dict[str, object]:
    return {
        "absent_id": wanted.absent_id,
        "substitute_id": wanted.substitute_id,
        "title": wanted.title,
        "first_day": wanted.first_day,
        "last_day": wanted.last_day,
        "lanes": _lanes(wanted),
        "basis_sealed": seal(office.keys.master, wanted.basis.encode(), BASIS) if wanted.basis else None,
        "created_at": now,
        "created_by": actor.account_id,
    }


def _tell(office: Office, connection: Connection, people: dict[int, Account], wanted: Wanted, now: datetime) -> None:
    """Tell both; the letter names them, its subject does not."""
    facts = {
        "absent": people[wanted.absent_id].name,
        "substitute": people[wanted.substitute_id].name,
        "title": ACTING[wanted.title],
        "first_day": wanted.first_day.strftime("%d-%m-%Y"),
        "last_day": wanted.last_day.strftime("%d-%m-%Y"),
        "path": "/akun",
    }
    for account_id in people:
        part = "substitute" if account_id == wanted.substitute_id else "absent"
        notices.to_account(office, connection, account_id, "substitution", {**facts, "part": part}, now)


def _record(
    connection: Connection, office: Office, actor: Actor, wanted: Wanted, substitution_id: int, now: datetime
) -> None:
    office_journal.record(
        connection,
        office,
        "substitution_named",
        actor,
        now,
        substitution=substitution_id,
        absent=wanted.absent_id,
        substitute=wanted.substitute_id,
        title=wanted.title,
        first_day=wanted.first_day.isoformat(),
        last_day=wanted.last_day.isoformat(),
        lanes=_lanes(wanted),
    )
