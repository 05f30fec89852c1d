"""How far the index of the search has followed the journal, and which cases it has to read again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Integer, bindparam, func, or_, select, tuple_, update

from persistence.column_types import UtcDateTime
from persistence.search import OVERSEERS
from persistence.tables import cases, journal, search_entries, search_progress

BEGINNING = (0, 0)
# What happens to a case without changing what it can be found by.
_NOTHING_NEW = (
    *("task_claimed", "task_released", "task_snoozed", "task_woken", "delay_explained", "timers_moved"),
    *("note_written", "note_withdrawn", "question_asked", "question_passed_on", "question_refused"),
    *("message_written", "message_passed_on", "message_noted", "reply_written", "letter_handed_over"),
    *("whatsapp_sent", "whatsapp_not_sent", "identity_revealed", "identity_copied", "case_data_downloaded"),
)
# A mark that lags by so few entries costs less to read past than to write.
_WORTH_WRITING = 50

_entry = search_entries.c
_mark = select(search_progress.c.journal_id).scalar_subquery()


@dataclass(frozen=True)
class Behind:
    """Name a case whose newest change the index does not hold, and the first journal entry that tells of it."""

    case_id: UUID
    journal_id: int


@dataclass(frozen=True)
class NumberedCase:
    """Name a case by its id and by its place among the numbers."""

    case_id: UUID
    place: tuple[int, int]


# Built once, because a worker asks every other second.
_BEHIND = (
    select(journal.c.case_id, func.min(journal.c.id).label("first"))
    .join(cases, cases.c.id == journal.c.case_id)
    .outerjoin(search_entries, (_entry.case_id == journal.c.case_id) & (_entry.inbox_key == OVERSEERS))
    .where(
        journal.c.id > _mark,
        journal.c.kind.not_in(_NOTHING_NEW),
        or_(_entry.version < journal.c.seq, _entry.version.is_(None) & cases.c.sealed_key.is_not(None)),
    )
    .group_by(journal.c.case_id)
    .order_by("first")
    .limit(bindparam("most", type_=Integer()))
)
_SETTLED = select(func.max(journal.c.id), func.count()).where(
    journal.c.id > _mark,
    journal.c.id <= bindparam("up_to", type_=BigInteger()),
    journal.c.recorded_at <= bindparam("recorded_before", type_=UtcDateTime()),
)
_END = 2**31 - 1


def behind(connection: Connection, limit: int) -> list[Behind]:
    """List cases that changed since the index read them, the earliest change first.

    Reads the end of the journal behind the mark, so it costs next to nothing while nothing happens.
    """
    return [Behind(*row) for row in connection.execute(_BEHIND, {"most": limit})]


def settled(connection: Connection, recorded_before: datetime, up_to: int | None) -> int | None:
    """Find up to where the journal need not be read again; None where moving the mark is not worth it.

    PostgreSQL gives ids before it commits, so an id of the last seconds may still appear below one that is seen.
    """
    asked = {"recorded_before": recorded_before, "up_to": _END if up_to is None else up_to}
    last, number = connection.execute(_SETTLED, asked).one()
    return last if number >= _WORTH_WRITING else None


def move_mark(connection: Connection, journal_id: int) -> None:
    """Note that the journal has been followed up to here; a mark never moves back."""
    connection.execute(
        update(search_progress).where(search_progress.c.journal_id < journal_id).values(journal_id=journal_id)
    )


def number_of_cases(connection: Connection) -> int:
    """Count the cases, erased ones too."""
    return connection.scalar(select(func.count()).select_from(cases)) or 0


def cases_after(connection: Connection, place: tuple[int, int], limit: int) -> list[NumberedCase]:
    """List cases in the order of their numbers, from behind this year and serial on."""
    number = tuple_(cases.c.year, cases.c.serial)
    rows = (
        select(cases.c.id, cases.c.year, cases.c.serial)
        .where(number > place)
        .order_by(cases.c.year, cases.c.serial)
        .limit(limit)
    )
    return [NumberedCase(case_id, (year, serial)) for case_id, year, serial in connection.execute(rows)]
