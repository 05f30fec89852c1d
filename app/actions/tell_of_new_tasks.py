"""Tell people of tasks that opened in their inboxes, many in one message; the work itself does not wait for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.actions import notices
from app.actions.notice_kinds import MAIL, PUSH
from app.actions.warning_people import roster
from app.office import Office
from persistence import new_tasks
from persistence.new_tasks import Mark, NewTask
from persistence.tasks import REPORTERS
from processes.working_time import is_working

# A transaction that holds a lower number of the journal has ended by then.
SETTLED_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class Sweep:
    """One way of telling, and how often at most; a mail waits for working hours, what opened at night goes in one."""

    channel: str
    pause: timedelta
    in_working_hours: bool


SWEEPS = (Sweep(PUSH, timedelta(minutes=1), False), Sweep(MAIL, timedelta(minutes=30), True))


def tell_of_new_tasks(office: Office) -> int:
    """Tell everybody who wants it of what has opened since the last time. Returns to how many."""
    return sum(_sweep(office, sweep) for sweep in SWEEPS)


def _sweep(office: Office, sweep: Sweep) -> int:
    now, name = office.now(), f"new_task/{sweep.channel}"
    if sweep.in_working_hours and not is_working(now, office.catalogue.edited().calendar):
        return 0
    with office.database.reading() as connection:
        before = new_tasks.mark(connection, name)
        if before and now - before.at < sweep.pause:
            return 0
        until = new_tasks.newest_entry(connection, now - SETTLED_AFTER, before.entry if before else 0)
        if before and until == before.entry:
            return 0
        found = new_tasks.opened_between(connection, before.entry, until) if before else []
        numbers = _numbers(connection, office, found)
    try:
        with office.database.transaction() as connection:
            if not new_tasks.move_mark(connection, before, Mark(name, now, until)):
                return 0
            _tell(office, connection, sweep.channel, numbers)
            if sweep.channel == PUSH:
                _tell_reporters(office, connection, found)
    except IntegrityError:
        return 0
    return len(numbers)


def _numbers(connection: Connection, office: Office, found: Sequence[NewTask]) -> Mapping[int, int]:
    """Count what is new to each person; who opened a task by her own step knows of it."""
    if not found:
        return {}
    people = roster(connection, office.today())
    return Counter(
        account_id for task in found for account_id in people.workers_of(task) if account_id != task.opened_by
    )


def _tell(office: Office, connection: Connection, channel: str, numbers: Mapping[int, int]) -> None:
    for account_id, number in sorted(numbers.items()):
        notices.to_account(office, connection, account_id, "new_task", {"count": number}, office.now(), ways=(channel,))


def _tell_reporters(office: Office, connection: Connection, found: Sequence[NewTask]) -> None:
    """Let a reporter's browsers know of her answer, of which the completion has told her by mail already."""
    for task in found:
        if task.inbox_key.startswith(REPORTERS) and task.reporter_id is not None:
            facts = {"number": task.number, "path": f"/kasus/{task.case_id}"}
            notices.to_account(
                office, connection, task.reporter_id, "answered", facts, office.now(), task.case_id, ways=(PUSH,)
            )
