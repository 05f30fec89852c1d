"""Tasks of staff beside the task of a reporter, so that a list of what waits for her can lead somewhere."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from persistence.tables import tasks


def latest_of_staff(connection: Connection, case_ids: Sequence[UUID]) -> dict[tuple[UUID, str], UUID]:
    """Find, by case and inbox, the task of staff that opened last."""
    rows = (
        select(tasks.c.case_id, tasks.c.inbox_key, tasks.c.id)
        .where(tasks.c.case_id.in_(case_ids))
        .order_by(tasks.c.opened_at, tasks.c.id)
    )
    return {(case_id, key): task_id for case_id, key, task_id in connection.execute(rows)}
