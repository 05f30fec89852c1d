"""Change an account: its name, role and language, and whether it may log in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from app.actions import office_journal
from app.actions.return_tasks import return_tasks
from app.actions.seen import require_same, stamp
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import ADMINISTRATOR
from persistence import accounts, notifications, sessions, tasks, units
from persistence.accounts import Account

# Only these work in lanes of the SOP.
SEATED_ROLES = frozenset({"staff", "supervisor"})


class LastAdministrator(Exception):
    """Without this account nobody could administer the office."""


def account_stamp(account: Account) -> str:
    """Mark what a form shows of an account."""
    return stamp(account.name, account.role, account.language)


def change_account(
    office: Office, actor: Actor, account_id: int, seen: str, *, name: str, role: str, language: str
) -> None:
    """Change what an account is; a role without work in the SOP takes its seats away.

    Raises Missing, ChangedMeanwhile or LastAdministrator.
    """
    now = office.now()
    with office.database.transaction() as connection:
        account = require_account(connection, account_id)
        require_same(seen, account_stamp(account))
        accounts.change(connection, account_id, name=name, role=role, language=language)
        tasks.owner_renamed(connection, account_id)
        if role not in SEATED_ROLES:
            _take_seats(connection, office, actor, account_id, now)
        office_journal.record(connection, office, "account_changed", actor, now, account=account_id, role=role)
        _require_administrator(connection)


def set_active(office: Office, actor: Actor, account_id: int, *, is_active: bool) -> None:
    """Shut an account out, which ends its sessions at once and returns its tasks, or let it in again.

    Raises Missing or LastAdministrator.
    """
    now = office.now()
    with office.database.transaction() as connection:
        account = require_account(connection, account_id)
        if account.is_active == is_active:
            return
        accounts.change(connection, account_id, is_active=is_active)
        if not is_active:
            sessions.end_all(connection, account_id, now)
            notifications.unsubscribe_all(connection, account_id)
            return_tasks(connection, office, actor, account_id, now)
        kind = "account_activated" if is_active else "account_deactivated"
        office_journal.record(connection, office, kind, actor, now, account=account_id)
        _require_administrator(connection)


def require_account(connection: Connection, account_id: int) -> Account:
    """Find an account in order to change it. Raises Missing."""
    account = accounts.read_locked(connection, account_id)
    if account is None:
        raise Missing
    return account


def _take_seats(connection: Connection, office: Office, actor: Actor, account_id: int, now: datetime) -> None:
    for seat in units.memberships_of(connection, account_id):
        units.leave(connection, seat.id)
    return_tasks(connection, office, actor, account_id, now)


def _require_administrator(connection: Connection) -> None:
    # The journal's lock is held by now, so two administrators who remove each other are judged one after the other.
    if not accounts.count_active(connection, ADMINISTRATOR):
        raise LastAdministrator
