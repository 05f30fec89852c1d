"""Register a citizen's account."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.actions import office_journal
from app.i18n import language
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts


class LoginTaken(Exception):
    """An account with this e-mail or phone number exists."""


def register_account(office: Office, login: str, name: str, password: str) -> int:
    """Create a citizen's account and return its id. Raises LoginTaken."""
    now = office.now()
    hashed = passwords.hash_password(password)
    try:
        with office.database.transaction() as connection:
            told = {"password_hash": hashed, "language": language()}
            account_id = accounts.create(connection, login, name, "citizen", now, **told)
            actor = Actor(account_id=account_id, role="citizen")
            office_journal.record(connection, office, "account_registered", actor, now, account=account_id)
    except IntegrityError as error:
        raise LoginTaken from error
    return account_id
