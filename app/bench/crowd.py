"""A large office: so many cases, tasks and timers that a database must choose its way among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, insert, text

from app.bench.office import OPENING, actor
from app.bench.play import submit
from app.demo.cast import LEAD, OPERATOR, OTHER_UNIT_OFFICER, UNIT_OFFICER
from app.office import Office
from persistence import cases, tables, tasks, timers
from persistence.cases import Case
from persistence.tasks import Task
from persistence.timers import Timer

TASKS_OF_A_CASE = 5  # Four done and one open, as in the middle of the SOP.
BATCH = 1000
OWNED = 10  # One case of so many has tasks of the operator's own.

Rows = list[tuple[Table, dict[str, Any]]]


@dataclass(frozen=True)
class _Pattern:
    """A real case in its second row, and the inboxes over which its copies are spread."""

    case: Case
    task: Task
    timer: Timer
    keys: tuple[str, ...]
    owner_id: int


def gather(office: Office, number: int) -> None:
    """Fill an office with this many tasks: copies of a real case, spread over lanes, units and due times.

    Half of the open ones are late; every timer waits for another day.
    """
    pattern = _pattern(office)
    for first in range(0, number // TASKS_OF_A_CASE, BATCH):
        copies = range(first, min(first + BATCH, number // TASKS_OF_A_CASE))
        rows = [row for serial in copies for row in _copy(pattern, serial)]
        with office.database.transaction() as connection:
            for table in (tables.cases, tables.tasks, tables.timers):
                connection.execute(insert(table), [values for each, values in rows if each is table])
    if office.database.writer.dialect.name == "postgresql":
        # PostgreSQL looks at its tables by itself after a while; SQLite never does.
        with office.database.transaction() as connection:
            connection.execute(text("ANALYZE"))


def _pattern(office: Office) -> _Pattern:
    case_id = submit(office)
    keys = {key for person in (OPERATOR, LEAD, UNIT_OFFICER, OTHER_UNIT_OFFICER) for key in _inboxes(office, person)}
    with office.database.reading() as connection:
        case = cases.read(connection, case_id)
        (task,) = [task for task in tasks.of_case(connection, case_id) if task.state == "open"]
        (timer,) = [timer for timer in timers.of_case(connection, case_id) if timer.state == "waiting"]
    owner_id = actor(office, OPERATOR).account_id
    if case is None or owner_id is None:
        raise LookupError(case_id)
    return _Pattern(case, task, timer, tuple(sorted(keys)), owner_id)


def _inboxes(office: Office, person: Any) -> Iterator[str]:
    """Yield the inbox that really fills: a unit's lane for a unit's seat, else the office's."""
    for seat in actor(office, person).memberships:
        yield tasks.inbox_key(seat.lane, seat.unit_id)


def _copy(pattern: _Pattern, serial: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    case = replace(pattern.case, id=uuid4(), number=f"COPY/{serial}", year=1, serial=serial)
    yield tables.cases, vars(case)
    for place in range(TASKS_OF_A_CASE):
        is_open = place == TASKS_OF_A_CASE - 1
        task = replace(
            pattern.task,
            id=uuid4(),
            case_id=case.id,
            inbox_key=pattern.keys[(serial + place) % len(pattern.keys)],
            state="open" if is_open else "completed",
            owner_id=pattern.owner_id if serial % OWNED == 0 else None,
            due_at=_due(serial),
        )
        yield tables.tasks, vars(task)
    timer = replace(
        pattern.timer, id=uuid4(), case_id=case.id, task_id=task.id, next_try_at=OPENING + timedelta(days=1)
    )
    yield tables.timers, vars(timer)


def _due(serial: int) -> datetime:
    """Spread due times evenly over two weeks around now, in no order."""
    minutes = (serial * 7919) % (14 * 24 * 60)
    return OPENING + timedelta(minutes=minutes - 7 * 24 * 60, seconds=1)
