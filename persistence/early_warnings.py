"""Warnings before and when a standard time is used up: planned for each open task, given to people, told in digests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, update

from persistence.column_types import NEVER_DUE
from persistence.inserting import insert_or
from persistence.supervision import STAFFS
from persistence.tables import digests, journal, tasks, warned, warnings
from persistence.tables.tasks import OPEN

LAST_LEVEL = 100


@dataclass(frozen=True)
class Outlook:
    """Say whether there may be something to do: the newest journal entry, the next warning, somebody not yet told."""

    newest_entry: int
    next_fall: datetime | None
    is_somebody_untold: bool


@dataclass(frozen=True)
class Clocked:
    """Hold the times of an open task whose warnings are not planned, or are planned by other times."""

    task_id: UUID
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Planned:
    """Say when so much of a task's standard time has passed."""

    task_id: UUID
    level: int
    falls_at: datetime
    calendar_version: int


@dataclass(frozen=True)
class Fallen:
    """Hold a warning whose time has come, and where its task stands now."""

    task_id: UUID
    level: int
    is_open: bool
    inbox_key: str
    lane: str
    owner_id: int | None


@dataclass(frozen=True)
class Item:
    """Hold what one account is to be told, and where the task stands now."""

    account_id: int
    task_id: UUID
    level: int
    is_open: bool
    inbox_key: str
    lane: str
    owner_id: int | None
    due_at: datetime | None


@dataclass(frozen=True)
class Digest:
    """Hold a row of `digests`."""

    account_id: int
    day: date
    sent_at: datetime | None


# Built once: every worker asks this every few seconds.
_OUTLOOK = select(
    select(func.max(journal.c.id)).scalar_subquery(),
    select(func.min(warnings.c.falls_at)).where(warnings.c.fell_at.is_(None)).scalar_subquery(),
    exists().where(warned.c.told_at.is_(None)),
)


def outlook(connection: Connection) -> Outlook:
    """Look whether there may be something to do, in one statement of three index look-ups."""
    newest_entry, next_fall, is_untold = connection.execute(_OUTLOOK).one()
    return Outlook(newest_entry or 0, next_fall, bool(is_untold))


def unplanned(connection: Connection, calendar_version: int, limit: int) -> list[Clocked]:
    """List open tasks of staff without warnings, or whose due time or calendar has changed before the last fell."""
    last = (warnings.c.task_id == tasks.c.id) & (warnings.c.level == LAST_LEVEL)
    is_other = or_(warnings.c.falls_at != tasks.c.due_at, warnings.c.calendar_version != calendar_version)
    missing = or_(warnings.c.task_id.is_(None), and_(warnings.c.fell_at.is_(None), is_other))
    found = (
        select(tasks.c.id, tasks.c.opened_at, tasks.c.due_at)
        .select_from(tasks)
        .outerjoin(warnings, last)
        .where(OPEN, STAFFS, tasks.c.due_at < NEVER_DUE, missing)
        .limit(limit)
    )
    return [Clocked(*row) for row in connection.execute(found)]


def plan(connection: Connection, planned: Sequence[Planned]) -> None:
    """Write when warnings fall; those that fell stay as they are."""
    if not planned:
        return
    new = insert_or(connection.dialect.name, warnings)
    changed = {"falls_at": new.excluded.falls_at, "calendar_version": new.excluded.calendar_version}
    statement = new.on_conflict_do_update(
        index_elements=[warnings.c.task_id, warnings.c.level], set_=changed, where=warnings.c.fell_at.is_(None)
    )
    connection.execute(statement, [vars(one) for one in planned])


def due(connection: Connection, now: datetime, limit: int) -> list[Fallen]:
    """List the warnings whose time has come and that nobody has been given, first fallen first."""
    found = (
        select(warnings.c.task_id, warnings.c.level, OPEN, tasks.c.inbox_key, tasks.c.lane, tasks.c.owner_id)
        .join(tasks, tasks.c.id == warnings.c.task_id)
        .where(warnings.c.fell_at.is_(None), warnings.c.falls_at < now)
        .order_by(warnings.c.falls_at, warnings.c.task_id, warnings.c.level)
        .limit(limit)
    )
    return [
        Fallen(task_id, level, bool(is_open), *rest) for task_id, level, is_open, *rest in connection.execute(found)
    ]


def give(
    connection: Connection, fallen: Sequence[Fallen], people: Sequence[tuple[int, UUID, int]], at: datetime
) -> None:
    """Note that these warnings fell, and whom they concern: account, task and level. Twice is as good as once."""
    marked = (
        update(warnings)
        .where(warnings.c.task_id == bindparam("task"), warnings.c.level == bindparam("percent"))
        .values(fell_at=at)
    )
    connection.execute(marked, [{"task": one.task_id, "percent": one.level} for one in fallen])
    if people:
        rows = [{"account_id": who, "task_id": task_id, "level": level, "at": at} for who, task_id, level in people]
        connection.execute(insert_or(connection.dialect.name, warned).on_conflict_do_nothing(), rows)


def untold(connection: Connection) -> list[Item]:
    """List what somebody has still to be told."""
    found = (
        select(
            warned.c.account_id,
            warned.c.task_id,
            warned.c.level,
            OPEN,
            tasks.c.inbox_key,
            tasks.c.lane,
            tasks.c.owner_id,
            tasks.c.due_at,
        )
        .join(tasks, tasks.c.id == warned.c.task_id)
        .where(warned.c.told_at.is_(None))
        .order_by(warned.c.account_id, warned.c.at)
    )
    return [
        Item(account_id, task_id, level, bool(is_open), *rest)
        for account_id, task_id, level, is_open, *rest in connection.execute(found)
    ]


def tell(connection: Connection, account_id: int, task_ids: Collection[UUID], at: datetime) -> None:
    """Note that an account has been told of these tasks."""
    mine = warned.c.account_id == account_id, warned.c.told_at.is_(None), warned.c.task_id.in_(task_ids)
    connection.execute(update(warned).where(*mine).values(told_at=at))


def every_digest(connection: Connection) -> dict[int, Digest]:
    """Return when each account got its last digest, by account."""
    return {row.account_id: Digest(*row) for row in connection.execute(select(digests))}


def take(connection: Connection, before: Digest | None, after: Digest) -> bool:
    """Write down an account's next digest. Returns False when another worker has done so since `before` was read."""
    if before is None:
        new = insert_or(connection.dialect.name, digests).values(**vars(after)).on_conflict_do_nothing()
        return connection.execute(new.returning(digests.c.account_id)).one_or_none() is not None
    is_same = digests.c.day == before.day, digests.c.sent_at.is_not_distinct_from(before.sent_at)
    mine = update(digests).where(digests.c.account_id == after.account_id, *is_same)
    return connection.execute(mine.values(day=after.day, sent_at=after.sent_at)).rowcount == 1
