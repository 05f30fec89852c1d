"""Cases: found by id or number, changed only from the version that was read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from persistence.tables import cases

# Built once, for the hot path; the columns to set are those that a call names.
_UPDATE = update(cases).where(cases.c.id == bindparam("case_id"), cases.c.version == bindparam("read_version"))


@dataclass(frozen=True)
class Case:
    """Hold a row of `cases`; `version` is the seq of the case's newest journal entry."""

    id: UUID
    number: str
    year: int
    serial: int
    sop_version_id: int
    version: int
    state: bytes
    status: str
    visibility: str
    reporter_id: int | None
    unit_id: int | None
    category_id: int | None
    channel: str
    access_code_hash: str
    sealed_key: bytes | None
    sealed_title: bytes | None
    follow_up_of: UUID | None
    submitted_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    language: str = "id"
    external_number: str | None = None
    recorded_by: int | None = None
    related_to: UUID | None = None


def create(connection: Connection, case: Case) -> None:
    """Write a new case. Its version must count the journal entries written with it."""
    connection.execute(insert(cases), [vars(case)])


def read(connection: Connection, case_id: UUID) -> Case | None:
    """Find a case by its id."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    return Case(*row) if row else None


def read_by_number(connection: Connection, number: str) -> Case | None:
    """Find a case by the number on the receipt."""
    row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
    return Case(*row) if row else None


def read_by_serial(connection: Connection, year: int, serial: int) -> Case | None:
    """Find a case by its place among those of a year."""
    found = select(cases).where(cases.c.year == year, cases.c.serial == serial)
    row = connection.execute(found).one_or_none()
    return Case(*row) if row else None


def numbers_by_external(
    connection: Connection, channels: Collection[str], external: Collection[str]
) -> dict[tuple[str, str], str]:
    """Find the cases that came by these channels under these numbers; returns their own, by channel and number."""
    known = select(cases.c.channel, cases.c.external_number, cases.c.number).where(
        cases.c.channel.in_(channels), cases.c.external_number.in_(external)
    )
    return {(channel, str(theirs)): ours for channel, theirs, ours in connection.execute(known)}


def numbers_among(connection: Connection, numbers: Collection[str]) -> set[str]:
    """Find which of these are numbers of cases."""
    return set(connection.scalars(select(cases.c.number).where(cases.c.number.in_(numbers))))


def recorded_by(connection: Connection, account_id: int, limit: int) -> list[Case]:
    """List the newest cases that an operator recorded."""
    newest = select(cases).where(cases.c.recorded_by == account_id).order_by(cases.c.submitted_at.desc(), cases.c.id)
    return [Case(*row) for row in connection.execute(newest.limit(limit))]


def of_reporter(
    connection: Connection,
    account_id: int,
    *,
    is_running: bool | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[Case]:
    """List the newest cases of a reporter, all or those that run, or have ended, from one place of the list on."""
    rows = select(cases).where(cases.c.reporter_id == account_id)
    if is_running is not None:
        is_open = cases.c.status == "running"
        rows = rows.where(is_open if is_running else ~is_open)
    if before:
        at, case_id = before
        is_older = cases.c.submitted_at < at
        rows = rows.where(is_older | ((cases.c.submitted_at == at) & (cases.c.id < case_id)))
    newest = rows.order_by(cases.c.submitted_at.desc(), cases.c.id.desc())
    return [Case(*row) for row in connection.execute(newest.limit(limit))]


def follow_ups(connection: Connection, case_id: UUID) -> list[Case]:
    """List the cases that continue this one."""
    later = select(cases).where(cases.c.follow_up_of == case_id).order_by(cases.c.submitted_at)
    return [Case(*row) for row in connection.execute(later)]


def sealed_keys(connection: Connection) -> dict[UUID, tuple[str, bytes | None]]:
    """List every case's number and key under the master key, by id; an erased case has no key."""
    rows = connection.execute(select(cases.c.id, cases.c.number, cases.c.sealed_key))
    return {case_id: (number, key) for case_id, number, key in rows}


def running_ids(connection: Connection) -> list[UUID]:
    """List the cases that still run, oldest first."""
    running = select(cases.c.id).where(cases.c.status == "running").order_by(cases.c.submitted_at)
    return list(connection.scalars(running))


def update_case(connection: Connection, case_id: UUID, version: int, *, entries: int = 1, **values: Any) -> bool:
    """Change a case that still has this version, and move the version past the journal entries to be written.

    Returns False, and changes nothing, when somebody was first. Write it before the case's other rows: it is
    what keeps two writers of one case apart.
    """
    stored = {"case_id": case_id, "read_version": version, "version": version + entries, **values}
    return connection.execute(_UPDATE, stored).rowcount == 1
