"""Addresses that somebody has named and not yet proved to be hers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from persistence.inserting import insert_or
from persistence.tables import contact_checks


@dataclass(frozen=True)
class ContactCheck:
    """Hold a row of `contact_checks`; `code_index` is the HMAC of the code that proves the address."""

    account_id: int
    sealed: bytes
    code_index: str
    expires_at: datetime


def read(connection: Connection, account_id: int, now: datetime) -> ContactCheck | None:
    """Find the address that an account is about to prove, while its code holds."""
    wanted = select(contact_checks).where(contact_checks.c.account_id == account_id, contact_checks.c.expires_at > now)
    row = connection.execute(wanted).one_or_none()
    return ContactCheck(*row) if row else None


def begin(connection: Connection, check: ContactCheck) -> None:
    """Write an address to be proved; a former one is forgotten."""
    table = contact_checks
    begun = insert_or(connection.dialect.name, table).values(**vars(check))
    values = {name: value for name, value in vars(check).items() if name != "account_id"}
    connection.execute(begun.on_conflict_do_update(index_elements=[table.c.account_id], set_=values))


def forget(connection: Connection, account_id: int) -> None:
    """Forget the address that an account was about to prove."""
    connection.execute(delete(contact_checks).where(contact_checks.c.account_id == account_id))


def forget_expired(connection: Connection, before: datetime) -> None:
    """Forget the addresses whose codes hold no longer."""
    connection.execute(delete(contact_checks).where(contact_checks.c.expires_at < before))
