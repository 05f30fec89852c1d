"""Tasks that have opened since somebody last looked, found by the journal's own order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from persistence.tables import cases, journal, sweep_marks, tasks
from persistence.tables.tasks import OPEN


@dataclass(frozen=True)
class Mark:
    """Hold a row of `sweep_marks`: when somebody last looked, and up to which entry of the journal."""

    name: str
    at: datetime
    entry: int


@dataclass(frozen=True)
class NewTask:
    """Hold an open task that nobody has claimed; `opened_by` is whose step opened it."""

    id: UUID
    case_id: UUID
    number: str
    inbox_key: str
    lane: str
    reporter_id: int | None
    opened_by: int | None
    owner_id: None = None


def mark(connection: Connection, name: str) -> Mark | None:
    """Find up to where somebody has looked; None before the first look."""
    row = connection.execute(select(sweep_marks).where(sweep_marks.c.name == name)).one_or_none()
    return Mark(*row) if row else None


def move_mark(connection: Connection, before: Mark | None, after: Mark) -> bool:
    """Note up to where somebody has looked. Returns False when another worker was first."""
    if before is None:
        # Two first looks at once: the second fails at the key, and looks again in its next round.
        connection.execute(insert(sweep_marks).values(**vars(after)))
        return True
    same = (sweep_marks.c.name == before.name) & (sweep_marks.c.entry == before.entry) & (sweep_marks.c.at == before.at)
    moved = update(sweep_marks).where(same).values(at=after.at, entry=after.entry)
    return connection.execute(moved).rowcount == 1


def newest_entry(connection: Connection, before: datetime, after: int) -> int:
    """Return the last entry of the journal that was recorded before an instant, at least `after`.

    Entries get their numbers before their transactions end, so the very newest may still have gaps before them.
    """
    too_new = select(func.min(journal.c.id)).where(journal.c.id > after, journal.c.recorded_at >= before)
    first = connection.scalar(too_new)
    last = int(connection.scalar(select(func.max(journal.c.id))) or 0)
    return max(after, last if first is None else int(first) - 1)


def opened_between(connection: Connection, after: int, until: int) -> list[NewTask]:
    """List the tasks that steps of the journal opened, which still wait and nobody has claimed or put off."""
    opened = (
        select(
            tasks.c.id,
            tasks.c.case_id,
            cases.c.number,
            tasks.c.inbox_key,
            tasks.c.lane,
            cases.c.reporter_id,
            journal.c.actor_id,
        )
        .select_from(journal)
        .join(tasks, (tasks.c.case_id == journal.c.case_id) & (tasks.c.opened_at == journal.c.at))
        .join(cases, cases.c.id == tasks.c.case_id)
        .where(journal.c.id > after, journal.c.id <= until, journal.c.state_hash.is_not(None))
        .where(OPEN, tasks.c.owner_id.is_(None), tasks.c.snoozed_until.is_(None))
        .order_by(journal.c.id)
    )
    found = {row.id: NewTask(*row) for row in connection.execute(opened)}
    return list(found.values())
