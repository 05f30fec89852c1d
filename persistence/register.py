"""The register book of a year: every case once, in the order of its number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from persistence.documents import Document
from persistence.tables import accounts, cases, documents, tasks
from persistence.tasks import REPORTERS

AT_ONCE = 500


@dataclass(frozen=True)
class RegisterLine:
    """Hold what the database knows of a case for its line; `sealed_key` opens the rest, and is none once erased.

    `forwarded_at` is when it first came to a unit; `officer` finished its last row, of those that staff do.
    """

    case_id: UUID
    number: str
    sop_version_id: int
    status: str
    visibility: str
    channel: str
    category_id: int | None
    unit_id: int | None
    sealed_key: bytes | None
    sealed_title: bytes | None
    submitted_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    forwarded_at: datetime | None
    officer: str | None


_STAFFS = and_(tasks.c.case_id == cases.c.id, tasks.c.inbox_key != "", ~tasks.c.inbox_key.startswith(REPORTERS))
_FORWARDED = (
    select(func.min(tasks.c.opened_at))
    .where(_STAFFS, ~tasks.c.inbox_key.endswith("/-"))
    .correlate(cases)
    .scalar_subquery()
)
_OFFICER = (
    select(accounts.c.name)
    .join(tasks, tasks.c.closed_by == accounts.c.id)
    .where(_STAFFS, tasks.c.state == "completed")
    .order_by(tasks.c.closed_at.desc(), tasks.c.id)
    .limit(1)
    .correlate(cases)
    .scalar_subquery()
)
_LINES = select(
    cases.c.id,
    cases.c.number,
    cases.c.sop_version_id,
    cases.c.status,
    cases.c.visibility,
    cases.c.channel,
    cases.c.category_id,
    cases.c.unit_id,
    cases.c.sealed_key,
    cases.c.sealed_title,
    cases.c.submitted_at,
    cases.c.answered_at,
    cases.c.closed_at,
    _FORWARDED,
    _OFFICER,
).order_by(cases.c.serial)


def years(connection: Connection) -> list[int]:
    """List the years that have cases, the newest first."""
    return list(connection.scalars(select(cases.c.year).distinct().order_by(cases.c.year.desc())))


def of_year(connection: Connection, year: int) -> Iterator[tuple[list[RegisterLine], dict[UUID, dict[str, Document]]]]:
    """Yield the lines of a year, some hundreds at once, with the newest version of every document of their cases."""
    last = 0
    while True:
        wanted = _LINES.add_columns(cases.c.serial).where(cases.c.year == year, cases.c.serial > last).limit(AT_ONCE)
        rows = list(connection.execute(wanted))
        if not rows:
            return
        last = rows[-1][-1]
        lines = [RegisterLine(*row[:-1]) for row in rows]
        yield lines, _newest(connection, [line.case_id for line in lines])


def _newest(connection: Connection, case_ids: list[UUID]) -> dict[UUID, dict[str, Document]]:
    found: dict[UUID, dict[str, Document]] = {case_id: {} for case_id in case_ids}
    written = select(documents).where(documents.c.case_id.in_(case_ids)).order_by(documents.c.version)
    for row in connection.execute(written):
        document = Document(*row)
        found[document.case_id][document.type] = document
    return found
