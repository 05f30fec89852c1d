"""A list of the inbox out of known tasks, such as those that a search has found."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from persistence.inbox import LINE, InboxLine
from persistence.inbox_select import DUE, Arm, conditions, order
from persistence.inbox_wanted import Wanted
from persistence.tables import accounts, cases, tasks
from persistence.tables.tasks import OPEN


def among(connection: Connection, wanted: Wanted, ids: Sequence[UUID]) -> list[InboxLine]:
    """List those of the tasks that a list holds, in its order; they are few, and all come at once."""
    if not ids or (wanted.owner_id is None and not wanted.ranges):
        return []
    shape = replace(wanted, ranges=()).shape((), len(ids))
    here = tasks.c.owner_id == wanted.owner_id
    if wanted.owner_id is None:
        here = or_(
            *(
                and_(
                    tasks.c.inbox_key == each.key,
                    tasks.c.row_number == each.row,
                    *[tasks.c.awaits_reply] * each.is_awaiting,
                )
                for each in wanted.ranges
            )
        )
    columns = {"s": tasks.c[wanted.sort], DUE: tasks.c.due_at, "id": tasks.c.id}
    lines = (
        select(*LINE)
        .select_from(tasks)
        .join(cases, cases.c.id == tasks.c.case_id)
        .outerjoin(accounts, accounts.c.id == tasks.c.owner_id)
        .where(tasks.c.id.in_(ids), OPEN, here, *conditions(shape, Arm()))
        .order_by(*order(shape, columns))
    )
    return [InboxLine(*row) for row in connection.execute(lines, wanted.parameters())]
