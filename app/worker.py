"""The loop beside the web server: fire due timers, empty the outbox, sweep what has expired."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import structlog

from app.actions.deliver_message import deliver_due_messages
from app.actions.fire_timer import fire_due_timers
from app.actions.sweep import sweep
from app.office import Office

log = structlog.get_logger()

IDLE_SECONDS = 1.0
SWEEP_EVERY = timedelta(hours=1)


def run(office: Office, stop: threading.Event) -> None:
    """Work until told to stop; what is due now is done before the next pause."""
    log.info("worker_started")
    swept_at: datetime | None = None
    while not stop.is_set():
        done = run_once(office)
        now = office.now()
        if swept_at is None or now - swept_at >= SWEEP_EVERY:
            sweep(office)
            swept_at = now
        if not done:
            stop.wait(IDLE_SECONDS)
    log.info("worker_stopped")


def run_once(office: Office) -> int:
    """Do everything that is due at this instant; return how much was done."""
    return fire_due_timers(office) + deliver_due_messages(office)
