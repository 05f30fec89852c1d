"""Take complaints out as a file in the columns of the import, written line by line as it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app import front_desk
from app.actions import office_journal
from app.case_file import open_case
from app.complaint_draft import complaint_form
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_inbox
from app.sp4n.writing import cells_of, heading, line_of
from persistence import case_export
from persistence.documents import open_document


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included, and one channel or all."""

    first: date
    last: date
    channel: str | None = None


def export_sp4n(office: Office, actor: Actor, period: Period) -> Iterator[bytes]:
    """Write down who takes which days out, then return the file piece by piece. Raises Missing."""
    require_inbox(actor, front_desk.inbox_in_force(office))
    since, before = _instants(office, period)
    keys = sorted(actor.inbox_keys)
    with office.database.reading() as connection:
        number = case_export.count(connection, since, before, keys, period.channel)
    with office.database.transaction() as connection:
        office_journal.record(
            connection,
            office,
            "complaints_exported",
            actor,
            office.now(),
            first=period.first.isoformat(),
            last=period.last.isoformat(),
            channel=period.channel or "",
            cases=number,
        )
    return _lines(office, keys, since, before, period.channel)


def _lines(office: Office, keys: list[str], since: datetime, before: datetime, channel: str | None) -> Iterator[bytes]:
    yield heading()
    first = complaint_form(office, by_staff=True)
    edited, after = office.catalogue.edited(), None
    while True:
        with office.database.reading() as connection:
            found = case_export.page(connection, since, before, keys, first.row.outputs, channel=channel, after=after)
        for case, document in found:
            complaint = open_document(open_case(office, case).key, document)
            yield line_of(cells_of(case, first.form, complaint, edited))
        if len(found) < case_export.PAGE:
            return
        after = found[-1][0]


def _instants(office: Office, period: Period) -> tuple[datetime, datetime]:
    zone = office.catalogue.edited().calendar.timezone
    return (
        datetime.combine(period.first, time(), zone),
        datetime.combine(period.last + timedelta(days=1), time(), zone),
    )
