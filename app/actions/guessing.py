"""Slow guessing down: at passwords, at access codes, and at who has an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from app.errors import TooManyAttempts
from app.office import Office
from persistence import sealing, throttles
from persistence.throttles import Slowdown

log = structlog.get_logger()

PER_ACCOUNT = Slowdown(free=5, first=timedelta(seconds=2), longest=timedelta(minutes=15))
# Many people may share one address (an office, a mobile network), so it slows down later.
PER_ADDRESS = Slowdown(free=50, first=timedelta(seconds=1), longest=timedelta(minutes=5))


class WrongCredentials(Exception):
    """A guess was wrong: nothing has this name and this secret."""


@dataclass(frozen=True)
class Guess:
    """What is being guessed at, by whom: a login or a case number, and the network address."""

    purpose: str
    name: str
    address: str


def slow_down(office: Office, guess: Guess, now: datetime) -> None:
    """Count a guess before it is judged. Raises TooManyAttempts."""
    with office.database.transaction() as connection:
        waits = [throttles.attempt(connection, key, now, slowdown) for key, slowdown in _keys(office, guess)]
    until = max((wait for wait in waits if wait), default=None)
    if until:
        log.warning("guessing_slowed", purpose=guess.purpose)
        raise TooManyAttempts(until)


def forgive(office: Office, guess: Guess) -> None:
    """Forget the guesses at a name after one that was right, which does not count for its address either."""
    (name, _), (address, _) = _keys(office, guess)
    with office.database.transaction() as connection:
        throttles.forgive(connection, name)
        throttles.take_back(connection, address)


def _keys(office: Office, guess: Guess) -> list[tuple[str, Slowdown]]:
    key = office.keys.index
    return [
        (sealing.blind_index(key, f"{guess.purpose}/{guess.name}"), PER_ACCOUNT),
        (sealing.blind_index(key, f"{guess.purpose}-from/{guess.address}"), PER_ADDRESS),
    ]
