"""Guessing gets slower, and a request sent twice has one effect."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import idempotency, throttles
from persistence.database import Database
from persistence.throttles import Slowdown

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SLOWDOWN = Slowdown(free=3, first=timedelta(seconds=2), longest=timedelta(seconds=15), forget=timedelta(hours=1))


def test_guessing_gets_slower_up_to_a_limit(database: Database) -> None:
    """The first tries are free, then each wait is twice the one before, up to the longest."""
    now, waits = NOW, []
    with database.transaction() as connection:
        for _ in range(8):
            assert throttles.attempt(connection, "login", now, SLOWDOWN) is None
            until = throttles.attempt(connection, "login", now + timedelta(microseconds=1), SLOWDOWN)
            waits.append((until - now).seconds if until else 0)
            now = until or now + timedelta(microseconds=2)
    # The second try of each free round counts as well, so the third try is reached in the second round.
    assert waits == [0, 2, 4, 8, 15, 15, 15, 15]


def test_waiting_tries_do_not_count_and_keys_are_apart(database: Database) -> None:
    """Somebody who must wait does not make the wait longer by trying, and does not slow others down."""
    with database.transaction() as connection:
        for _ in range(3):
            assert throttles.attempt(connection, "login", NOW, SLOWDOWN) is None
        until = NOW + SLOWDOWN.first
        for _ in range(5):
            assert throttles.attempt(connection, "login", NOW, SLOWDOWN) == until
        assert throttles.attempt(connection, "other", NOW, SLOWDOWN) is None
        assert throttles.attempt(connection, "login", until, SLOWDOWN) is None


def test_success_and_time_forgive(database: Database) -> None:
    """A right password, or an hour of peace, makes tries free again."""
    with database.transaction() as connection:
        for key in ("forgiven", "left alone"):
            for _ in range(3):
                throttles.attempt(connection, key, NOW, SLOWDOWN)
        throttles.forgive(connection, "forgiven")
        for _ in range(2):
            assert throttles.attempt(connection, "forgiven", NOW, SLOWDOWN) is None
        later = NOW + timedelta(hours=2)
        for _ in range(2):
            assert throttles.attempt(connection, "left alone", later, SLOWDOWN) is None
        assert throttles.forget_older(connection, later) == 1


def test_whoever_is_right_does_not_slow_down_those_beside_her(database: Database) -> None:
    """A whole office logs in from one address, as long as its passwords are right."""
    with database.transaction() as connection:
        for _ in range(10):
            assert throttles.attempt(connection, "address", NOW, SLOWDOWN) is None
            throttles.take_back(connection, "address")


def test_an_attempt_that_stood_behind_a_later_one_need_not_wait(database: Database) -> None:
    """Two free attempts at once are both judged, whichever of them is written first."""
    with database.transaction() as connection:
        assert throttles.attempt(connection, "address", NOW + timedelta(seconds=1), SLOWDOWN) is None
        assert throttles.attempt(connection, "address", NOW, SLOWDOWN) is None


def test_guesses_sent_at_once_are_counted_one_by_one(database: Database) -> None:
    """Twenty guesses at the same moment get no more free tries than one after the other."""

    def guess(_: int) -> bool:
        with database.transaction() as connection:
            return throttles.attempt(connection, "login", NOW, SLOWDOWN) is None

    with ThreadPoolExecutor(6) as guessers:
        assert list(guessers.map(guess, range(20))).count(True) == 3


def test_an_answer_is_given_once(database: Database) -> None:
    """An answer is kept with its effect, the same request again is refused, and old answers are forgotten."""
    with database.transaction() as connection:
        assert idempotency.find_answer(connection, "key") is None
        idempotency.remember(connection, "key", {"nomor": "0001/2026"}, NOW)
        assert idempotency.find_answer(connection, "key") == {"nomor": "0001/2026"}
    with pytest.raises(IntegrityError), database.transaction() as connection:
        idempotency.remember(connection, "key", {}, NOW)
    with database.transaction() as connection:
        assert idempotency.forget_older(connection, NOW + timedelta(days=1)) == 1
