"""Who was named in an internal note and has not looked yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from persistence.tables import accounts, cases, mentions

_author = accounts.alias("author")


@dataclass(frozen=True)
class Mention:
    """Say that an author named this person in a note of a case."""

    case_id: UUID
    case_number: str
    note_id: UUID
    author_name: str
    created_at: datetime


def add(
    connection: Connection, note_id: UUID, case_id: UUID, named: Collection[int], author_id: int, at: datetime
) -> None:
    """Remember whom a note names."""
    shared = {"note_id": note_id, "case_id": case_id, "author_id": author_id, "created_at": at}
    if named:
        connection.execute(insert(mentions), [{"account_id": account_id, **shared} for account_id in sorted(named)])


def unseen(connection: Connection, account_id: int, limit: int = 20) -> list[Mention]:
    """List what a person has not looked at, newest first."""
    columns = (mentions.c.case_id, cases.c.number, mentions.c.note_id, _author.c.name, mentions.c.created_at)
    rows = (
        select(*columns)
        .join(cases, cases.c.id == mentions.c.case_id)
        .join(_author, _author.c.id == mentions.c.author_id)
        .where(mentions.c.account_id == account_id, mentions.c.seen_at.is_(None))
        .order_by(mentions.c.created_at.desc(), mentions.c.id.desc())
        .limit(limit)
    )
    return [Mention(*row) for row in connection.execute(rows)]


def count_unseen(connection: Connection, account_id: int) -> int:
    """Count what a person has not looked at."""
    of_her = mentions.c.account_id == account_id, mentions.c.seen_at.is_(None)
    return connection.scalar(select(func.count()).where(*of_her)) or 0


def unseen_notes(connection: Connection, account_id: int, case_id: UUID) -> frozenset[UUID]:
    """Return the notes of a case that name a person who has not looked at them."""
    of_case = mentions.c.account_id == account_id, mentions.c.case_id == case_id, mentions.c.seen_at.is_(None)
    return frozenset(connection.scalars(select(mentions.c.note_id).where(*of_case)))


def see(connection: Connection, account_id: int, case_id: UUID, at: datetime) -> None:
    """Note that a person has looked at the notes of a case."""
    of_case = mentions.c.account_id == account_id, mentions.c.case_id == case_id, mentions.c.seen_at.is_(None)
    connection.execute(update(mentions).where(*of_case).values(seen_at=at))


def forget(connection: Connection, note_id: UUID, at: datetime) -> None:
    """Take a withdrawn note off everybody's list."""
    waiting = mentions.c.note_id == note_id, mentions.c.seen_at.is_(None)
    connection.execute(update(mentions).where(*waiting).values(seen_at=at))
