"""Visitors without an account send complaints as often as anybody needs, and no machine does more."""

from __future__ import annotations

from datetime import timedelta

import structlog

from app.errors import TooManyAttempts
from app.office import Office
from app.public.blueprint import client_address
from app.security.actor import Actor
from persistence import sealing, throttles
from persistence.throttles import Slowdown

log = structlog.get_logger()
# A whole village hall may share one address, so twenty an hour are free; after that each waits for its turn.
SUBMISSIONS = Slowdown(free=20, first=timedelta(minutes=3), longest=timedelta(minutes=30), forget=timedelta(hours=1))


def limit_submissions(office: Office, actor: Actor) -> None:
    """Count a complaint that is being sent without an account. Raises TooManyAttempts."""
    if actor.is_logged_in:
        return
    key = sealing.blind_index(office.keys.index, f"complaint-from/{client_address()}")
    with office.database.transaction() as connection:
        until = throttles.attempt(connection, key, office.now(), SUBMISSIONS)
    if until:
        log.warning("submissions_slowed")
        raise TooManyAttempts(until)
