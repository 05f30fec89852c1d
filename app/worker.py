"""The loops beside the web server: fire due timers, empty the outbox, follow the calendar, sweep what has expired."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog
from flask import Flask

from app.actions.deliver_message import deliver_by, deliver_due_messages
from app.actions.end_substitution import settle_substitutions
from app.actions.fire_timer import fire_due_timers
from app.actions.follow_names import NameFollower
from app.actions.index_cases import index_changed_cases
from app.actions.move_deadlines import Follower
from app.actions.notice_kinds import MAIL, PUSH, WHATSAPP
from app.actions.sweep import sweep
from app.actions.tell_of_new_tasks import tell_of_new_tasks
from app.actions.warn import Warner
from app.containment import failure_of
from app.office import Office, current_office

log = structlog.get_logger()
REST_AFTER_FAILURE = 10


@dataclass(frozen=True)
class Duty:
    """Something to do again and again; it returns how much was done, and rests for `pause` seconds after nothing."""

    name: str
    do: Callable[[Office], int]
    pause: float


def duties() -> tuple[Duty, ...]:
    """List what a worker does; each has a thread of its own, so that a slow mail server holds up nothing else."""
    return (
        Duty("timers", fire_due_timers, 1),
        *(Duty(channel, partial(deliver_by, channel=channel), 1) for channel in (MAIL, PUSH, WHATSAPP)),
        Duty("deadlines", Follower(), 10),
        Duty("names", NameFollower(), 10),
        Duty("new tasks", tell_of_new_tasks, 10),
        Duty("search", index_changed_cases, 2),
        Duty("warnings", Warner(), 10),
        Duty("substitutions", settle_substitutions, 60),
        Duty("sweep", sweep, 3600),
    )


def run(app: Flask, stop: threading.Event) -> None:
    """Work until told to stop; what was begun is finished first."""
    threads = [threading.Thread(target=_attend, args=(app, duty, stop), name=duty.name) for duty in duties()]
    for thread in threads:
        thread.start()
    log.info("worker_started")
    stop.wait()
    for thread in threads:
        thread.join()
    log.info("worker_stopped")


def run_once(office: Office) -> int:
    """Do everything that is due at this instant; return how much was done."""
    total = 0
    while done := fire_due_timers(office) + deliver_due_messages(office):
        total += done
    return total


def _attend(app: Flask, duty: Duty, stop: threading.Event) -> None:
    with app.app_context():
        office = current_office()
        while not stop.is_set():
            stop.wait(_round(duty, office))


def _round(duty: Duty, office: Office) -> float:
    """Do a duty once; return how long to rest, which is longer after a round that failed, as without a database."""
    done: list[int] = []
    if failure_of(lambda: done.append(duty.do(office)), duty=duty.name):
        return max(duty.pause, REST_AFTER_FAILURE)
    return 0 if sum(done) else duty.pause
