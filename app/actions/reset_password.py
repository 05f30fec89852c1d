"""Replace a forgotten password by a random one."""

from __future__ import annotations

from app.actions import office_journal
from app.actions.change_account import require_account
from app.actions.end_sessions import own_session
from app.actions.seen import require_same, stamp
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts, notifications, sessions
from persistence.accounts import Account


def password_stamp(account: Account) -> str:
    """Mark the present password, so that one press of a button replaces it once."""
    return stamp(account.password_hash)


def reset_password(office: Office, actor: Actor, account_id: int, seen: str) -> str:
    """Replace a forgotten password by a random one, which is returned once, and end the account's sessions.

    The administrator's own session goes on. Raises Missing or ChangedMeanwhile.
    """
    now = office.now()
    password = passwords.generate()
    hashed = passwords.hash_password(password)
    with office.database.transaction() as connection:
        account = require_account(connection, account_id)
        require_same(seen, password_stamp(account))
        accounts.change(connection, account_id, password_hash=hashed)
        sessions.end_all(connection, account_id, now, keep=own_session(actor, account_id))
        notifications.unsubscribe_all(connection, account_id)
        office_journal.record(connection, office, "password_reset", actor, now, account=account_id)
    return password
