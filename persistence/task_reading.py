"""The one select in front of every action on a task or a timer."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Uuid, bindparam, select

from persistence.cases import Case
from persistence.journal import START, Position
from persistence.tables import accounts, cases, journal, sop_versions, tasks, timers
from persistence.tasks import Task
from persistence.timers import Timer

NO_COMMAND = UUID(int=0)


@dataclass(frozen=True)
class TaskInCase:
    """Hold all that an action on a task must know before it computes.

    `end` is the end of the case's chain at `case.version`. `answered_seq` is the entry that the command has
    written already, else None.
    """

    task: Task
    case: Case
    end: Position
    sop_sha256: str
    sop_number: int
    owner_name: str | None
    closed_by_name: str | None
    answered_seq: int | None


@dataclass(frozen=True)
class TimerInCase:
    """Hold all that firing a timer must know before it computes; the timer's id is the command's id."""

    timer: Timer
    within: TaskInCase


_last = journal.alias("last_entry")
_answer = journal.alias("answer")
_owner = accounts.alias("owner")
_closer = accounts.alias("closer")
_REST = (_last.c.entry_hash, sop_versions.c.sha256, sop_versions.c.number, _owner.c.name, _closer.c.name, _answer.c.seq)
_TASK_END = len(tasks.c)
_CASE_END = _TASK_END + len(cases.c)
_REST_END = _CASE_END + len(_REST)

# Built once: putting such a select together costs as much as running it.
_TASK_IN_CASE = (
    select(*tasks.c, *cases.c, *_REST)
    .select_from(tasks)
    .join(cases, cases.c.id == tasks.c.case_id)
    .join(sop_versions, sop_versions.c.id == cases.c.sop_version_id)
    .outerjoin(_last, (_last.c.case_id == cases.c.id) & (_last.c.seq == cases.c.version))
    .outerjoin(_owner, _owner.c.id == tasks.c.owner_id)
    .outerjoin(_closer, _closer.c.id == tasks.c.closed_by)
    .outerjoin(_answer, _answer.c.command_id == bindparam("command_id", type_=Uuid()))
)
_OF_TASK = _TASK_IN_CASE.where(tasks.c.id == bindparam("task_id"))
_OF_TIMER = (
    _TASK_IN_CASE.add_columns(*timers.c)
    .join(timers, timers.c.task_id == tasks.c.id)
    .where(timers.c.id == bindparam("timer_id"))
)


def read_for_completion(connection: Connection, task_id: UUID, command_id: UUID = NO_COMMAND) -> TaskInCase | None:
    """Find a task with its case, the end of the case's chain and the answer to this command, in one select."""
    found = connection.execute(_OF_TASK, {"task_id": task_id, "command_id": command_id}).one_or_none()
    return _task_in_case(found) if found else None


def read_for_firing(connection: Connection, timer_id: UUID) -> TimerInCase | None:
    """Find a timer with its task and case, in one select; `answered_seq` tells whether it has fired."""
    found = connection.execute(_OF_TIMER, {"timer_id": timer_id, "command_id": timer_id}).one_or_none()
    return TimerInCase(Timer(*found[_REST_END:]), _task_in_case(found)) if found else None


def _task_in_case(row: Row[*tuple[Any, ...]]) -> TaskInCase:
    case = Case(*row[_TASK_END:_CASE_END])
    last_hash, *rest = row[_CASE_END:_REST_END]
    end = Position(case.version, last_hash) if last_hash else START
    return TaskInCase(Task(*row[:_TASK_END]), case, end, *rest)
