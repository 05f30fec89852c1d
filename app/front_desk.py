"""The front desk: whoever the SOP hands the reporter's own document, and so may write to her and give her a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.office import Office
from app.security.actor import Actor
from persistence import letters, messages, outbox, tasks
from processes.sop import Lane, Row, Sop

# What the first row's form says of how the answer is wanted: the value that asks for paper.
ON_PAPER = "loket"


def is_on_paper(decided: Mapping[str, Any]) -> bool:
    """Tell whether what a form decides asks for the answer as a letter."""
    return decided.get("answer_channel") == ON_PAPER


def desk_row(sop: Sop) -> Row:
    """Return the row that receives what the reporter left in the first row; no code may assume which lane holds it."""
    first = sop.row(sop.first_row)
    receiving = [row for row in sop.rows if row.element_id != sop.first_row and set(row.inputs) & set(first.outputs)]
    of_office = [row for row in sop.rows if row.lane.kind != "reporter"]
    return next(iter(row for row in receiving if row.lane.kind != "reporter"), of_office[0])


def inbox_in_force(office: Office) -> str:
    """Name the inbox of the front desk under the SOP in force; who works in it records complaints. Raises NotSetUp."""
    return tasks.inbox_key(desk_row(office.catalogue.diagram_in_force().sop).lane.id, None)


def inbox_of(sop: Sop, unit_id: int | None) -> str:
    """Name the inbox of the front desk of a case."""
    lane: Lane = desk_row(sop).lane
    return tasks.inbox_key(lane.id, None if lane.kind == "office" else unit_id or 0)


def is_staffed_by(office: Office, actor: Actor) -> bool:
    """Tell whether this person works at the front desk, in some unit or for the whole office."""
    return bool(actor.inbox_keys) and inbox_in_force(office) in actor.inbox_keys


def count_waiting(office: Office, actor: Actor) -> int:
    """Count the messages and letters that wait at the front desks of this person."""
    with office.database.reading() as connection:
        waiting = messages.count_waiting(connection, actor.inbox_keys)
        by_hand = outbox.count_by_hand(connection) if inbox_in_force(office) in actor.inbox_keys else 0
        return waiting + letters.count_waiting(connection, actor.inbox_keys) + by_hand
