"""Play three months in a few seconds, with a clock that jumps from one thing to do to the next."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from app.actions.deliver_message import deliver_due_messages
from app.actions.fire_timer import fire_due_timers
from app.office import Office
from persistence import outbox, timers

Act = Callable[[], None]
A_MOMENT = timedelta(seconds=7)


@dataclass
class MovingClock:
    """A clock that shows what the stage says."""

    at: datetime

    def __call__(self) -> datetime:
        """Return the present instant of the play."""
        return self.at


@dataclass
class Agenda:
    """What is to be done, in the order of time; the worker does what falls due in between."""

    clock: MovingClock
    _entries: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def add(self, at: datetime, act: Act) -> None:
        """Plan something; what lies in the past is done at once."""
        heapq.heappush(self._entries, (max(at, self.clock.at), next(self._numbers), act))

    def play(self, office: Office, until: datetime) -> None:
        """Do everything that is planned up to an instant; what comes later stays undone."""
        while self._entries and self._entries[0][0] <= until:
            at, _, act = heapq.heappop(self._entries)
            self._let_pass(office, at)
            act()
        self._let_pass(office, until)

    def _let_pass(self, office: Office, until: datetime) -> None:
        while (due := _next_due(office)) and due + A_MOMENT <= until:
            self.clock.at = max(self.clock.at, due + A_MOMENT)
            fire_due_timers(office)
            deliver_due_messages(office)
        self.clock.at = max(self.clock.at, until)


def _next_due(office: Office) -> datetime | None:
    with office.database.reading() as connection:
        waiting = timers.next_try_at(connection), outbox.next_try_at(connection)
    return min((at for at in waiting if at), default=None)
