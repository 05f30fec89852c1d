"""Change where mails to an account go: name an address, and prove with the code mailed to it that it is one's own."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from app.actions import guessing, mail_address, notices, office_journal
from app.actions.guessing import Guess
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import accounts, contact_checks
from persistence.accounts import Account
from persistence.contact_checks import ContactCheck
from persistence.sealing import blind_index, open_, seal

CODE_HOLDS = timedelta(minutes=30)
PLACE = b"account/new-contact"


class WrongCode(Exception):
    """This is not the code that was mailed, or it holds no longer."""


def name_address(office: Office, account: Account, address: str, client: str) -> None:
    """Mail a code to an address that somebody wants her mails to go to. Raises TooManyAttempts."""
    # Each press mails a stranger who may not have asked for it, so presses get slower as guesses do.
    guessing.slow_down(office, Guess("contact-address", str(account.id), client), office.now())
    now, code = office.now(), f"{secrets.randbelow(1_000_000):06}"
    sealed = seal(office.keys.master, address.encode(), PLACE)
    with office.database.transaction() as connection:
        check = ContactCheck(account.id, sealed, _index(office, account.id, code), now + CODE_HOLDS)
        contact_checks.begin(connection, check)
        notices.to_address(office, connection, account, address, "address_code", {"code": code}, now)


def prove_address(office: Office, actor: Actor, account: Account, code: str, client: str) -> None:
    """Let an account's mails go to the address whose code this is. Raises WrongCode or TooManyAttempts."""
    now = office.now()
    guess = Guess("contact-code", str(account.id), client)
    guessing.slow_down(office, guess, now)
    with office.database.transaction() as connection:
        check = contact_checks.read(connection, account.id, now)
        if check is None or not hmac.compare_digest(check.code_index, _index(office, account.id, code)):
            raise WrongCode
        address = open_(office.keys.master, check.sealed, PLACE)
        sealed = seal(office.keys.master, address, mail_address.place(account.id))
        accounts.change(connection, account.id, contact_sealed=sealed)
        contact_checks.forget(connection, account.id)
        # Its code has just arrived there.
        mail_address.revive(office, connection, address.decode())
        office_journal.record(connection, office, "contact_changed", actor, now)
    guessing.forgive(office, guess)


def drop_address(office: Office, actor: Actor, account: Account) -> None:
    """Let mails go to the login again, where it is an address, and forget the other one."""
    now = office.now()
    with office.database.transaction() as connection:
        contact_checks.forget(connection, account.id)
        if account.contact_sealed is not None:
            accounts.change(connection, account.id, contact_sealed=None)
            office_journal.record(connection, office, "contact_changed", actor, now)


def trust_address(office: Office, account: Account) -> None:
    """Try an address again that did not work. Raises Missing where there is none."""
    address = mail_address.of_account(office, account)
    if address is None:
        raise Missing
    with office.database.transaction() as connection:
        mail_address.revive(office, connection, address)


def awaited_address(office: Office, account: Account) -> str | None:
    """Return the address whose code is awaited."""
    with office.database.reading() as connection:
        check = contact_checks.read(connection, account.id, office.now())
    return open_(office.keys.master, check.sealed, PLACE).decode() if check else None


def _index(office: Office, account_id: int, code: str) -> str:
    return blind_index(office.keys.index, f"contact-code/{account_id}/{code}")
