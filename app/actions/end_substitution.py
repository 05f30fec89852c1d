"""End a substitution before its last day, and give the tasks of one that is over back to their inboxes."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from app.actions import notices, office_journal
from app.actions.return_tasks import return_tasks
from app.containment import failure_of
from app.errors import Missing
from app.history import ACTING
from app.office import Office
from app.security.actor import SYSTEM, Actor, actor_of
from app.security.authorize import require_appointing
from persistence import accounts, substitutions
from persistence.substitutions import Substitution


def end_substitution(office: Office, actor: Actor, substitution_id: int) -> None:
    """Take a substitute's rights back at once, with the tasks that she could not do without them.

    One that is over stays as it is. Raises NotAllowed, Missing or DatabaseBusy.
    """
    require_appointing(actor)
    now = office.now()
    with office.database.transaction() as connection:
        found = substitutions.read(connection, substitution_id)
        if found is None:
            raise Missing
        if found.last_day < office.today() or not substitutions.end(connection, substitution_id, now):
            return
        _settle(connection, office, actor, found)
        _tell(connection, office, found)
        office_journal.record(
            connection,
            office,
            "substitution_ended",
            actor,
            now,
            substitution=found.id,
            absent=found.absent_id,
            substitute=found.substitute_id,
        )


def settle_substitutions(office: Office) -> int:
    """Return what substitutes had claimed whose last day is over; their rights ended by the date alone.

    Returns how many substitutions were settled.
    """
    with office.database.reading() as connection:
        over = substitutions.unsettled(connection, office.today())
    settled: list[int] = []
    for found in over:
        failure_of(partial(_settle_one, office, found, settled), substitution=found.id)
    return len(settled)


def _tell(connection: Connection, office: Office, found: Substitution) -> None:
    facts = {
        "absent": found.absent_name,
        "substitute": found.substitute_name,
        "title": ACTING[found.title],
        "part": "ended",
        "path": "/akun",
    }
    for account_id in (found.absent_id, found.substitute_id):
        notices.to_account(office, connection, account_id, "substitution", facts, office.now())


def _settle_one(office: Office, found: Substitution, settled: list[int]) -> None:
    with office.database.transaction() as connection:
        if _settle(connection, office, SYSTEM, found):
            settled.append(found.id)


def _settle(connection: Connection, office: Office, actor: Actor, found: Substitution) -> bool:
    """Return the tasks that a substitute may not work on any more; what she may do by other rights stays hers."""
    now = office.now()
    if not substitutions.settle(connection, found.id, now):
        return False
    account = accounts.read(connection, found.substitute_id)
    kept = actor_of(connection, account, office.today()).inbox_keys if account else frozenset[str]()
    return_tasks(connection, office, actor, found.substitute_id, now, kept=kept)
    return True
