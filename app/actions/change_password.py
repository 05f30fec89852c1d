"""Change one's own password."""

from __future__ import annotations

from app.actions import office_journal
from app.actions.guessing import Guess, WrongCredentials, forgive, slow_down
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts, sessions


def change_password(office: Office, actor: Actor, old: str, new: str, address: str) -> None:
    """Replace an account's password and end its other sessions. Raises WrongCredentials or TooManyAttempts."""
    now = office.now()
    # Whoever finds a computer that somebody has left must not guess the password either.
    guess = Guess("password", str(actor.account_id), address)
    slow_down(office, guess, now)
    with office.database.reading() as connection:
        account = accounts.read(connection, actor.account_id or 0)
    if account is None or not passwords.matches(account.password_hash, old):
        raise WrongCredentials
    forgive(office, guess)
    hashed = passwords.hash_password(new)
    with office.database.transaction() as connection:
        accounts.change(connection, account.id, password_hash=hashed)
        sessions.end_all(connection, account.id, now, keep=actor.session_id)
        office_journal.record(connection, office, "password_changed", actor, now)
