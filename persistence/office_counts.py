"""The numbers of the whole office."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from persistence.tables import accounts, cases, tasks, units
from persistence.tables.tasks import OPEN
from persistence.tasks import REPORTERS


@dataclass(frozen=True)
class OfficeCounts:
    """Hold how much runs and who is there; a late task is one that somebody of the office has to do."""

    running_cases: int
    open_tasks: int
    late_tasks: int
    staff: int
    citizens: int
    units: int


def count(connection: Connection, now: datetime) -> OfficeCounts:
    """Count in one statement."""
    running = select(func.count()).select_from(cases).where(cases.c.status == "running")
    # The reporter's own task stands in no inbox of staff and is never late.
    staffs = (tasks.c.inbox_key != "") & ~tasks.c.inbox_key.startswith(REPORTERS)
    waiting = select(func.count()).select_from(tasks).where(OPEN, staffs)
    people = select(func.count()).select_from(accounts).where(accounts.c.is_active)
    active_units = select(func.count()).select_from(units).where(units.c.is_active)
    numbers = (
        running,
        waiting,
        waiting.where(tasks.c.due_at < now),
        people.where(accounts.c.role != "citizen"),
        people.where(accounts.c.role == "citizen"),
        active_units,
    )
    return OfficeCounts(*connection.execute(select(*(number.scalar_subquery() for number in numbers))).one())
