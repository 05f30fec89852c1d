"""Write what the engine's steps did to a case: its tasks, timers, documents and journal entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.case_file import CaseFile
from app.security.actor import Actor
from persistence import documents, journal, tasks, timers
from persistence.documents import NewDocument
from persistence.journal import Entry, Position
from persistence.tasks import ClosedTask, Task
from persistence.timers import SetTimer
from processes.engine import ENGINE_VERSION
from processes.progress import OpenTask, Progress
from processes.sop import Lane


@dataclass(frozen=True)
class Step:
    """One command to the engine, what came of it, the documents that it left behind and the timer that fired.

    `inbox_key` is that of the completed task, beside which a reporter's task waits.
    """

    progress: Progress
    entry: Entry
    task_id: UUID | None = None
    inbox_key: str = ""
    documents: tuple[NewDocument, ...] = ()
    fired: tuple[UUID, ...] = ()


def step(entry: Entry, case: CaseFile, progress: Progress, **rest: Any) -> Step:
    """Complete a journal entry with what the engine said, and join the two."""
    payload = {
        **entry.payload,
        "flows": list(progress.flows),
        "reached": list(progress.reached),
        "calendar": case.calendar.version,
    }
    told = replace(
        entry,
        at=progress.at,
        payload=payload,
        sop_sha256=case.diagram.sha256,
        engine_version=ENGINE_VERSION,
        state_hash=progress.state_hash,
        marking_hash=progress.marking_hash,
    )
    return Step(progress, told, **rest)


def write(connection: Connection, case: CaseFile, steps: Sequence[Step], end: Position, by: int | None) -> Position:
    """Write the rows of these steps; the case's own row has been created or moved on before."""
    _write_tasks(connection, case, steps, by)
    _write_timers(connection, case, steps)
    for each in steps:
        documents.add(connection, case.case_id, each.documents, task_id=each.task_id, at=each.progress.at, by=by)
    return journal.append(connection, case.case_id, end, case.key, *(each.entry for each in steps))


def case_changes(case: CaseFile, progress: Progress, decided: Mapping[str, Any]) -> dict[str, Any]:
    """Return the new values of the case's row after a step."""
    changes: dict[str, Any] = {"state": progress.state, **decided}
    if any(case.diagram.sop.row(task.element_id).lane.kind == "reporter" for task in progress.opened):
        changes["answered_at"] = progress.at
    if progress.finished:
        changes |= {"status": "closed", "closed_at": progress.at}
    return changes


def person_entry(kind: str, actor: Actor, task: Task, now: datetime, **payload: Any) -> Entry:
    """Describe what a person did with a task, and in whose place."""
    return Entry(
        kind=kind,
        at=now,
        recorded_at=now,
        actor_kind=actor.role,
        actor_id=actor.account_id,
        lane=task.lane,
        element=task.element_id,
        payload={"task": str(task.id), **in_place_of(actor, task), **payload},
    )


def in_place_of(actor: Actor, task: Task) -> dict[str, Any]:
    """Say in a payload for whom somebody acts on a task; nothing where she does so for herself."""
    absent = actor.on_behalf_of(task)
    return {"on_behalf_of": absent.account_id, "acting": absent.title} if absent else {}


def _inbox_key(lane: Lane, unit_id: int | None, after: str) -> str:
    """Name the inbox in which a lane's task waits; a unit's lane without a unit waits in a queue of its own."""
    if lane.kind == "reporter":
        return tasks.reporters_key(after)
    return tasks.inbox_key(lane.id, None if lane.kind == "office" else unit_id or 0)


def _write_tasks(connection: Connection, case: CaseFile, steps: Sequence[Step], by: int | None) -> None:
    """Write the tasks of all steps in one statement; one that a step opened may be closed by the next."""
    tasks.record(
        connection,
        opened=[_task(case, task, each.inbox_key) for each in steps for task in each.progress.opened],
        closed=[
            ClosedTask(task.id, task.outcome, each.progress.at, by) for each in steps for task in each.progress.closed
        ],
    )


def _write_timers(connection: Connection, case: CaseFile, steps: Sequence[Step]) -> None:
    """Write the timers of all steps in one statement; only a step that stands alone fires one."""
    fired = [timer_id for each in steps for timer_id in each.fired]
    timers.record(
        connection,
        case.case_id,
        steps[-1].progress.at,
        set_=[SetTimer(**vars(timer)) for each in steps for timer in each.progress.timers],
        ended=[timer_id for each in steps for timer_id in each.progress.timers_ended if timer_id not in fired],
        fired=fired,
    )


def _task(case: CaseFile, task: OpenTask, after: str) -> Task:
    row = case.diagram.sop.row(task.element_id)
    return Task(
        id=task.id,
        case_id=case.case_id,
        element_id=task.element_id,
        row_number=row.number,
        lane=row.lane.id,
        inbox_key=_inbox_key(row.lane, case.unit_id, after),
        state="open",
        owner_id=None,
        claimed_at=None,
        opened_at=task.opened_at,
        due_at=task.due_at,
        calendar_version=case.calendar.version,
        **vars(case.sorting),
    )
