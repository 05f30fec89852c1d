"""The mail address of an account, and which addresses do not work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from app.office import Office
from persistence import dead_addresses
from persistence.accounts import Account
from persistence.sealing import blind_index, open_

CONTACT = "account/contact"


def of_account(office: Office, account: Account) -> str | None:
    """Return where mails to an account go: the address that it has proved, else a login that is one."""
    if account.contact_sealed is not None:
        return open_(office.keys.master, account.contact_sealed, place(account.id)).decode()
    return account.login if "@" in account.login else None


def is_dead(office: Office, connection: Connection, address: str) -> bool:
    """Tell whether a mail server has said that there is no such address."""
    return dead_since(office, connection, address) is not None


def dead_since(office: Office, connection: Connection, address: str) -> datetime | None:
    """Return when a mail server said that there is no such address, if one did."""
    return dead_addresses.since(connection, _index(office, address))


def mark_dead(office: Office, connection: Connection, address: str, reason: str, at: datetime) -> None:
    """Remember that an address does not work."""
    dead_addresses.mark(connection, _index(office, address), reason, at)


def revive(office: Office, connection: Connection, address: str) -> None:
    """Trust an address again."""
    dead_addresses.forget(connection, _index(office, address))


def place(account_id: int) -> bytes:
    """Name the place where the address of an account is sealed."""
    return f"{CONTACT}/{account_id}".encode()


def _index(office: Office, address: str) -> str:
    return blind_index(office.keys.index, f"mail/{address.strip().lower()}")
