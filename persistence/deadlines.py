"""The times of all open tasks, for a working calendar that changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from persistence.column_types import NEVER_DUE
from persistence.tables import cases, tasks
from persistence.tables.tasks import OPEN


@dataclass(frozen=True)
class Deadline:
    """Hold when an open task was opened and is due; its row stands in this version of the SOP."""

    sop_version_id: int
    element_id: str
    opened_at: datetime
    due_at: datetime


def of_open_tasks(connection: Connection) -> list[Deadline]:
    """List the deadlines of all open tasks that have one."""
    rows = (
        select(cases.c.sop_version_id, tasks.c.element_id, tasks.c.opened_at, tasks.c.due_at)
        .join(cases, cases.c.id == tasks.c.case_id)
        .where(OPEN, tasks.c.due_at < NEVER_DUE)
    )
    return [Deadline(*row) for row in connection.execute(rows)]
