"""The front desk: whoever the SOP hands the reporter's own document, and so may write to her and give her a letter."""

from __future__ import annotations

from persistence import tasks
from processes.sop import Lane, Row, Sop


def desk_row(sop: Sop) -> Row:
    """Return the row that receives what the reporter left in the first row; no code may assume which lane holds it."""
    first = sop.row(sop.first_row)
    receiving = [row for row in sop.rows if row.element_id != sop.first_row and set(row.inputs) & set(first.outputs)]
    of_office = [row for row in sop.rows if row.lane.kind != "reporter"]
    return next(iter(row for row in receiving if row.lane.kind != "reporter"), of_office[0])


def inbox_of(sop: Sop, unit_id: int | None) -> str:
    """Name the inbox of the front desk of a case."""
    lane: Lane = desk_row(sop).lane
    return tasks.inbox_key(lane.id, None if lane.kind == "office" else unit_id or 0)
