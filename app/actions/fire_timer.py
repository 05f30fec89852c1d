"""Fire the timers that are due: each once, stamped with when it was due and when it fired."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.containment import failure_of
from app.office import Office
from app.security.actor import SYSTEM
from persistence import cases, task_reading, timers
from persistence.journal import Entry
from persistence.task_reading import TimerInCase
from persistence.timers import Timer
from processes import engine
from processes.progress import Moment

log = structlog.get_logger()
BATCH = 50


def fire_due_timers(office: Office) -> int:
    """Fire what is due now; a timer that fails is tried again later. Returns how many were taken."""
    now = office.now()
    with office.database.reading() as connection:
        next_at = timers.next_try_at(connection)
    if next_at is None or next_at > now:
        return 0
    with office.database.transaction() as connection:
        taken = timers.take_due(connection, now, BATCH)
    for timer in taken:
        _fire_or_postpone(office, timer)
    return len(taken)


def fire_timer(office: Office, timer_id: UUID) -> bool:
    """Fire one timer; returns False when it had fired or ended before."""
    return until_first(lambda: _attempt(office, timer_id))


def _fire_or_postpone(office: Office, timer: Timer) -> None:
    failure = failure_of(lambda: fire_timer(office, timer.id), timer=str(timer.id))
    if failure is None:
        return
    with office.database.transaction() as connection:
        given_up = timers.record_failure(connection, timer, office.now(), type(failure).__name__)
    if given_up:
        log.error("timer_given_up", timer=str(timer.id))


def _attempt(office: Office, timer_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = task_reading.read_for_firing(connection, timer_id)
    if found is None or found.timer.state != "waiting":
        return False
    within = found.within
    case = open_case(office, within.case)
    moment = Moment(now, within.case.version + 1, case.calendar)
    progress = engine.fire(case.diagram, within.case.state, timer_id, moment)
    step = steps.step(_entry(found, now), case, progress, fired=(timer_id,))
    changes = steps.case_changes(case, progress, {})
    with office.database.transaction() as connection:
        if not cases.update_case(connection, within.case.id, within.case.version, **changes):
            return None
        steps.write(connection, case, [step], within.end, None)
    return True


def _entry(found: TimerInCase, now: datetime) -> Entry:
    task = found.within.task
    return Entry(
        kind="timer_fired",
        at=now,
        recorded_at=now,
        actor_kind=SYSTEM.role,
        lane=task.lane,
        element=found.timer.element_id,
        payload={
            "task": str(task.id),
            "task_element": task.element_id,
            "timer": str(found.timer.id),
            "due": found.timer.due_at.isoformat(),
        },
        command_id=found.timer.id,
    )
