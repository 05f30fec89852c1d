"""A citizen's unfinished complaint, before there is a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from persistence.inserting import insert_or
from persistence.tables import attachments, drafts


@dataclass(frozen=True)
class Draft:
    """Hold a row of `drafts`; the token that finds it is in the citizen's cookie."""

    id: int
    token_sha256: str
    account_id: int | None
    sealed: bytes
    started_at: datetime
    saved_at: datetime


def save(connection: Connection, token_sha256: str, account_id: int | None, sealed: bytes, now: datetime) -> int:
    """Write a draft, or write over it, and give its id."""
    new = insert_or(connection.dialect.name, drafts).values(
        token_sha256=token_sha256, account_id=account_id, sealed=sealed, started_at=now, saved_at=now
    )
    again = {"sealed": sealed, "saved_at": now, "account_id": account_id}
    saved = new.on_conflict_do_update(index_elements=[drafts.c.token_sha256], set_=again)
    draft_id: int = connection.execute(saved.returning(drafts.c.id)).scalar_one()
    return draft_id


def read(connection: Connection, token_sha256: str) -> Draft | None:
    """Find a draft by the hash of its token."""
    row = connection.execute(select(drafts).where(drafts.c.token_sha256 == token_sha256)).one_or_none()
    return Draft(*row) if row else None


def of_account(connection: Connection, account_id: int) -> list[Draft]:
    """List the drafts of an account, last saved first."""
    rows = select(drafts).where(drafts.c.account_id == account_id).order_by(drafts.c.saved_at.desc())
    return [Draft(*row) for row in connection.execute(rows)]


def discard(connection: Connection, draft_id: int) -> None:
    """Delete a draft with the attachments that did not become a case's."""
    connection.execute(delete(attachments).where(attachments.c.draft_id == draft_id, attachments.c.case_id.is_(None)))
    connection.execute(delete(drafts).where(drafts.c.id == draft_id))


def discard_older(connection: Connection, before: datetime) -> int:
    """Delete the drafts, with their attachments, that nobody saved since. Returns how many."""
    old = select(drafts.c.id).where(drafts.c.saved_at < before)
    connection.execute(delete(attachments).where(attachments.c.draft_id.in_(old), attachments.c.case_id.is_(None)))
    return connection.execute(delete(drafts).where(drafts.c.saved_at < before)).rowcount
