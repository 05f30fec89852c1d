"""Put a task off until a day, or take it back: its owner will not see it before, unless it is late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_owner, require_work
from persistence import cases, journal, task_reading, tasks
from processes.working_calendar import WorkingCalendar
from processes.working_time import is_late, next_opening


class NotInFuture(Exception):
    """A task can be put off until a later day only."""


class LateAlready(Exception):
    """A late task is never hidden, so it cannot be put off."""


class AfterDue(Exception):
    """The day lies after the task is due; whoever means it says so."""

    def __init__(self, due_at: datetime, until: datetime) -> None:
        super().__init__(until)
        self.due_at, self.until = due_at, until


@dataclass(frozen=True)
class PutOff:
    """Until which day a task is to wait, why, and whether that may be after it is due."""

    day: date
    reason: str = ""
    may_be_late: bool = False


def snooze_task(office: Office, actor: Actor, task_id: UUID, wanted: PutOff, command_id: UUID) -> datetime:
    """Put a task of this person off, and return when it comes back: at opening of that day, or of the next working day.

    Its due time stays. Raises Missing, TaskGone, TaskTaken, NotAllowed, NotInFuture, LateAlready
    or AfterDue.
    """
    return until_first(lambda: _attempt(office, actor, task_id, wanted, command_id))


def wake_task(office: Office, actor: Actor, task_id: UUID) -> None:
    """Take a task of this person back before its day. Raises Missing, TaskGone, TaskTaken or NotAllowed."""
    until_first(lambda: _wake(office, actor, task_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, wanted: PutOff, command_id: UUID) -> datetime | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id, command_id))
    case = open_case(office, found.case)
    until = next_opening(case.calendar.midnight(wanted.day), case.calendar)
    if found.answered_seq is not None:
        return until
    require_owner(actor, found)
    _check(found.task.due_at, until, wanted, now, case.calendar)
    told = {"until": until.isoformat(), "reason": wanted.reason}
    entry = steps.person_entry("task_snoozed", actor, found.task, now, **told)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        if actor.account_id is None or not tasks.snooze(connection, task_id, actor.account_id, until):
            raise NotAllowed
        journal.append(connection, case.case_id, found.end, case.key, replace(entry, command_id=command_id))
    return until


def _check(due_at: datetime | None, until: datetime, wanted: PutOff, now: datetime, calendar: WorkingCalendar) -> None:
    """Check that a task can wait until then. Raises NotInFuture, LateAlready or AfterDue."""
    if wanted.day <= calendar.date_at(now):
        raise NotInFuture
    if due_at and is_late(due_at, now):
        raise LateAlready
    if due_at and until > due_at and not wanted.may_be_late:
        raise AfterDue(due_at, until)


def _wake(office: Office, actor: Actor, task_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id))
    require_owner(actor, found)
    if found.task.snoozed_until is None:
        return True
    case = open_case(office, found.case)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        if actor.account_id is None or not tasks.snooze(connection, task_id, actor.account_id, None):
            raise NotAllowed
        entry = steps.person_entry("task_woken", actor, found.task, now)
        journal.append(connection, case.case_id, found.end, case.key, entry)
    return True
