"""Log in."""

from __future__ import annotations

from app.actions import office_journal
from app.actions.guessing import Guess, WrongCredentials, forgive, slow_down
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts
from persistence.accounts import Account


def log_in(office: Office, login: str, password: str, address: str) -> Account:
    """Return the account of a name and password. Raises WrongCredentials or TooManyAttempts."""
    now = office.now()
    guess = Guess("login", login.lower(), address)
    slow_down(office, guess, now)
    with office.database.reading() as connection:
        account = accounts.read_by_login(connection, login)
    if not passwords.matches(account.password_hash if account else None, password) or not account:
        raise WrongCredentials
    if not account.is_active:
        raise WrongCredentials
    forgive(office, guess)
    with office.database.transaction() as connection:
        if account.password_hash and passwords.needs_rehash(account.password_hash):
            accounts.change(connection, account.id, password_hash=passwords.hash_password(password))
        office_journal.record(connection, office, "logged_in", _actor(account), now)
    return account


def _actor(account: Account) -> Actor:
    return Actor(account_id=account.id, name=account.name, role=account.role)
