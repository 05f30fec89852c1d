"""Find the cases of somebody by a keyed hash of her telephone number or NIK: without the key it says nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select

from persistence.cases import Case
from persistence.inserting import insert_or
from persistence.tables import cases, contact_hashes, tasks


@dataclass(frozen=True)
class ContactHash:
    """Hold a contact as it is stored: its kind, "phone" or "nik", and its hash."""

    kind: str
    hash: str


def add(connection: Connection, case_id: UUID, contacts: Collection[ContactHash]) -> None:
    """Let a case be found by these contacts, in one statement; what is known already stays."""
    if contacts:
        rows = [{**vars(contact), "case_id": case_id} for contact in contacts]
        connection.execute(insert_or(connection.dialect.name, contact_hashes).on_conflict_do_nothing(), rows)


def replace(connection: Connection, case_id: UUID, contacts: Collection[ContactHash]) -> None:
    """Let a case be found by these contacts and no others, as after one of them was corrected."""
    connection.execute(delete(contact_hashes).where(contact_hashes.c.case_id == case_id))
    add(connection, case_id, contacts)


def cases_with_identity(connection: Connection, after: UUID, limit: int) -> list[Case]:
    """List cases whose reporter is known to the office and can still be read, by id, beginning behind one."""
    known = cases.c.sealed_key.is_not(None), cases.c.visibility != "anonim", cases.c.id > after
    return [Case(*row) for row in connection.execute(select(cases).where(*known).order_by(cases.c.id).limit(limit))]


def cases_of(connection: Connection, hash_: str, inbox_keys: Collection[str], limit: int) -> list[Case]:
    """List the newest cases of a contact that have waited in one of these inboxes."""
    waited = select(tasks.c.id).where(tasks.c.case_id == cases.c.id, tasks.c.inbox_key.in_(inbox_keys)).exists()
    newest = (
        select(cases)
        .join(contact_hashes, contact_hashes.c.case_id == cases.c.id)
        .where(contact_hashes.c.hash == hash_, waited)
        .order_by(cases.c.submitted_at.desc(), cases.c.id)
    )
    return [Case(*row) for row in connection.execute(newest.limit(limit))]
