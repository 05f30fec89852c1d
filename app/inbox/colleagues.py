"""Who works in the inbox of a task, and so may take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from app.history import ACTING
from persistence import substitutions, units
from persistence.tasks import Task


@dataclass(frozen=True)
class Colleague:
    """Somebody who may take a task; `acting` and `absent` say as whose substitute ("Plh.", a name)."""

    id: int
    name: str
    acting: str = ""
    absent: str = ""


def colleagues(connection: Connection, task: Task, today: date) -> tuple[Colleague, ...]:
    """List who has a seat in a task's inbox, each followed by who stands in for her today."""
    seated = [worker.account for worker in units.workers_of(connection, {task.inbox_key})]
    standing_in = substitutions.substitutes(connection, [account.id for account in seated], today)
    found: list[Colleague] = []
    for account in seated:
        found.append(Colleague(account.id, account.name))
        found.extend(
            Colleague(one.substitute_id, one.substitute_name, ACTING[one.title], account.name)
            for one in standing_in
            if one.absent_id == account.id and (one.lanes is None or task.lane in one.lanes)
        )
    return tuple(found)
