"""Give the tasks of somebody who no longer works on them back to their inboxes, with their drafts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from app.actions import steps
from app.case_file import open_case
from app.office import Office
from app.security.actor import Actor
from persistence import cases, inbox, journal, task_reading, tasks
from persistence.database import DatabaseBusy
from persistence.task_reading import TaskInCase

ALL = 100_000


def return_tasks(
    connection: Connection,
    office: Office,
    actor: Actor,
    account_id: int,
    now: datetime,
    *,
    kept: Collection[str] = (),
) -> int:
    """Return the claimed tasks of an account, except those in the inboxes that it keeps. Returns how many.

    Raises DatabaseBusy when one of the cases moves on at this moment.
    """
    claimed = [
        task_reading.read_for_completion(connection, line.id)
        for line in inbox.of_owner(connection, account_id, limit=ALL)
    ]
    given_up = [found for found in claimed if found and found.task.inbox_key not in kept]
    for found in given_up:
        _return(connection, office, actor, found, now)
    return len(given_up)


def _return(connection: Connection, office: Office, actor: Actor, found: TaskInCase, now: datetime) -> None:
    case = open_case(office, found.case)
    if not cases.update_case(connection, found.case.id, found.case.version):
        raise DatabaseBusy
    tasks.reassign(connection, found.task.id, None, now)
    entry = steps.person_entry("task_released", actor, found.task, now)
    journal.append(connection, case.case_id, found.end, case.key, entry)
