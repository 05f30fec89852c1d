"""Cases with what their reporters wrote, page by page, for a file that leaves the office."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, tuple_

from persistence.cases import Case
from persistence.documents import Document
from persistence.tables import cases, documents, tasks

PAGE = 200
_CASE_END = len(cases.c)


def page(
    connection: Connection,
    since: datetime,
    before: datetime,
    inbox_keys: Collection[str],
    document_types: Sequence[str],
    *,
    channel: str | None = None,
    after: Case | None = None,
) -> list[tuple[Case, Document]]:
    """List cases submitted within a time that have waited in one of these inboxes, oldest first, one page at a time.

    Each with the newest version of the document of these types; an erased case is left out.
    """
    former = documents.alias("former")
    newest = select(func.max(former.c.version)).where(
        former.c.case_id == documents.c.case_id, former.c.type == documents.c.type
    )
    waited = select(tasks.c.id).where(tasks.c.case_id == cases.c.id, tasks.c.inbox_key.in_(inbox_keys)).exists()
    wanted = (
        select(*cases.c, *documents.c)
        .join(documents, documents.c.case_id == cases.c.id)
        .where(cases.c.submitted_at >= since, cases.c.submitted_at < before, waited, cases.c.sealed_key.is_not(None))
        .where(documents.c.type.in_(document_types), documents.c.version == newest.scalar_subquery())
        .order_by(cases.c.submitted_at, cases.c.id)
        .limit(PAGE)
    )
    if channel is not None:
        wanted = wanted.where(cases.c.channel == channel)
    if after is not None:
        wanted = wanted.where(tuple_(cases.c.submitted_at, cases.c.id) > tuple_(after.submitted_at, after.id))
    rows = connection.execute(wanted)
    return [(Case(*row[:_CASE_END]), Document(*row[_CASE_END:])) for row in rows]


def count(
    connection: Connection, since: datetime, before: datetime, inbox_keys: Collection[str], channel: str | None
) -> int:
    """Count the cases that `page` lists."""
    waited = select(tasks.c.id).where(tasks.c.case_id == cases.c.id, tasks.c.inbox_key.in_(inbox_keys)).exists()
    wanted = select(func.count()).where(
        cases.c.submitted_at >= since, cases.c.submitted_at < before, waited, cases.c.sealed_key.is_not(None)
    )
    if channel is not None:
        wanted = wanted.where(cases.c.channel == channel)
    return connection.scalar(wanted.select_from(cases)) or 0
