"""Log in and out, and change a password; guessing gets slower with every try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from app.actions import office_journal
from app.errors import TooManyAttempts
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts, sealing, sessions, throttles
from persistence.accounts import Account
from persistence.throttles import Slowdown

log = structlog.get_logger()

PER_ACCOUNT = Slowdown(free=5, first=timedelta(seconds=2), longest=timedelta(minutes=15))
# Many people may share one address (an office, a mobile network), so it slows down later.
PER_ADDRESS = Slowdown(free=50, first=timedelta(seconds=1), longest=timedelta(minutes=5))


class WrongCredentials(Exception):
    """No active account has this name and password."""


@dataclass(frozen=True)
class Guess:
    """What is being guessed at, by whom: a login or a case number, and the network address."""

    purpose: str
    name: str
    address: str


def slow_down(office: Office, guess: Guess, now: datetime) -> None:
    """Count a guess before it is judged. Raises TooManyAttempts."""
    with office.database.transaction() as connection:
        waits = [throttles.attempt(connection, key, now, slowdown) for key, slowdown in _keys(office, guess)]
    until = max((wait for wait in waits if wait), default=None)
    if until:
        log.warning("guessing_slowed", purpose=guess.purpose)
        raise TooManyAttempts(until)


def forgive(office: Office, guess: Guess) -> None:
    """Forget the guesses at a name after one that was right."""
    with office.database.transaction() as connection:
        throttles.forgive(connection, _keys(office, guess)[0][0])


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


def change_password(office: Office, actor: Actor, old: str, new: str) -> None:
    """Replace an account's password and end its other sessions. Raises WrongCredentials."""
    now = office.now()
    with office.database.reading() as connection:
        account = accounts.read(connection, actor.account_id or 0)
    if account is None or not passwords.matches(account.password_hash, old):
        raise WrongCredentials
    hashed = passwords.hash_password(new)
    with office.database.transaction() as connection:
        accounts.change(connection, account.id, password_hash=hashed)
        sessions.end_all(connection, account.id, now, keep=actor.session_id)
        office_journal.record(connection, office, "password_changed", actor, now)


def _keys(office: Office, guess: Guess) -> list[tuple[str, Slowdown]]:
    key = office.keys.index
    return [
        (sealing.blind_index(key, f"{guess.purpose}/{guess.name}"), PER_ACCOUNT),
        (sealing.blind_index(key, f"{guess.purpose}-from/{guess.address}"), PER_ADDRESS),
    ]


def _actor(account: Account) -> Actor:
    return Actor(account_id=account.id, name=account.name, role=account.role)
