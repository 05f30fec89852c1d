"""What a command to the engine is given and what comes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from processes.working_time import WorkingCalendar


@dataclass(frozen=True)
class Moment:
    """Fix when a command happens (UTC), its place in the case's journal, and how working time is counted."""

    at: datetime
    seq: int
    calendar: WorkingCalendar


@dataclass(frozen=True)
class OpenTask:
    """Hold a task that waits for a person; `due_at` is its standard time, if the diagram gives one."""

    id: UUID
    element_id: str
    opened_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class ClosedTask:
    """Hold a task that a command ended."""

    id: UUID
    element_id: str
    outcome: Literal["completed", "cancelled"]


@dataclass(frozen=True)
class OpenTimer:
    """Hold a timer that waits; `task_id` is the task it stands on, if any."""

    id: UUID
    task_id: UUID | None
    element_id: str
    due_at: datetime
    interrupting: bool


@dataclass(frozen=True)
class Progress:
    """Hold what a command changed, and the case's new state.

    `at` is the instant that counted (never before the command before it), `timers` are set or moved now,
    `moved` are open tasks with another due time, `flows` the sequence flows taken and `reached` the end events
    reached, both in order. `state_hash` is exact; `marking_hash` only says where the case stands, so it
    survives a change of the engine.
    """

    state: bytes
    at: datetime
    opened: tuple[OpenTask, ...]
    closed: tuple[ClosedTask, ...]
    moved: tuple[OpenTask, ...]
    timers: tuple[OpenTimer, ...]
    timers_ended: tuple[UUID, ...]
    flows: tuple[str, ...]
    reached: tuple[str, ...]
    finished: bool
    state_hash: str
    marking_hash: str
