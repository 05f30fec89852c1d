"""SQLite's writers wait in line: one advisory lock per database, in front of the database's own."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class QueueTimeout(Exception):
    """Say that the turn to write came too late."""


@contextmanager
def turn(queue: Path | None, patience: float) -> Iterator[None]:
    """Hold this writer's turn for the length of the block; no queue, no waiting.

    SQLite's own busy handler sleeps ever longer and lets later writers overtake; the kernel wakes those who
    wait for `flock` in order. Each turn opens the file anew, so threads of one process queue as well,
    and a killed process gives its turn up.

    `patience` in seconds. Raises QueueTimeout when the turn came only after it, because the writers in front
    were then stuck as well, and so would be those behind.
    """
    if queue is None:
        yield
        return
    started = time.monotonic()
    with queue.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if time.monotonic() - started > patience:
            raise QueueTimeout
        yield
