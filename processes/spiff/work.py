"""See in a case what people and clocks have to know: its open tasks, its waiting timers, where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from processes.progress import OpenTask, OpenTimer
from processes.spiff.timers import WorkingTimer
from processes.spiff.workflow import CaseWorkflow


@dataclass
class Work:
    """Hold what waits for a person or for a clock, by id, in the order of the diagram.

    `marking` is where the tokens are: [scope, element, state, due], the same in every codec.
    """

    tasks: dict[UUID, OpenTask] = field(default_factory=dict)
    timers: dict[UUID, OpenTimer] = field(default_factory=dict)
    marking: list[list[str]] = field(default_factory=list)
    is_finished: bool = True


def work_of(workflow: CaseWorkflow) -> Work:
    """Find what waits now, looking at every task and not along the branches; notes when a task opened."""
    found = Work()
    for scope, each in _scopes(workflow):
        for task in workflow.tasks_of(each):
            if task.has_state(TaskState.DEFINITE_MASK):
                found.is_finished = False
                _note(found, scope, task, workflow)
    found.marking.sort()
    return found


def move_timers(workflow: CaseWorkflow) -> None:
    """Compute the due instants of open tasks' timers again; what is finished keeps its own."""
    for each in workflow.all_workflows():
        for task in workflow.tasks_of(each):
            if _is_timer(task) and (task.state == TaskState.WAITING or _is_fired_on_open_task(task)):
                task.task_spec.event_definition.set_due(task, workflow.moment)


def outcome(workflow: CaseWorkflow, task_id: UUID) -> Literal["completed", "cancelled"]:
    """Say how an ended task ended; SpiffWorkflow drops some of the cancelled ones."""
    task = workflow.find(task_id)
    return "completed" if task and task.state == TaskState.COMPLETED else "cancelled"


def _note(found: Work, scope: str, task: Any, workflow: CaseWorkflow) -> None:
    if _is_open(task):
        task.internal_data.setdefault("since", workflow.moment.at.isoformat())
        opened = _open_task(task)
        found.tasks[opened.id] = opened
    elif task.state == TaskState.WAITING and _is_timer(task):
        timer = _open_timer(task)
        found.timers[timer.id] = timer
    if task.task_spec.bpmn_id and task.state != TaskState.FUTURE:
        due = task.internal_data.get("due", "")
        found.marking.append([scope, task.task_spec.bpmn_id, TaskState.get_name(task.state), due])


def _open_task(task: Any) -> OpenTask:
    dues = [timer.internal_data["due"] for timer in _timers_on(task) if not timer.task_spec.cancel_activity]
    return OpenTask(
        id=_uuid(task),
        element_id=task.task_spec.bpmn_id,
        opened_at=datetime.fromisoformat(task.internal_data["since"]),
        due_at=datetime.fromisoformat(dues[0]) if dues else None,
    )


def _open_timer(task: Any) -> OpenTimer:
    host = _host(task)
    return OpenTimer(
        id=_uuid(task),
        task_id=_uuid(host) if host is not None and _is_open(host) else None,
        element_id=task.task_spec.bpmn_id,
        due_at=datetime.fromisoformat(task.internal_data["due"]),
        interrupting=bool(getattr(task.task_spec, "cancel_activity", False)),
    )


def _uuid(task: Any) -> UUID:
    return UUID(str(task.id))


def _is_open(task: Any) -> bool:
    return bool(task.state == TaskState.READY and task.task_spec.manual)


def _is_timer(task: Any) -> bool:
    return isinstance(getattr(task.task_spec, "event_definition", None), WorkingTimer)


def _is_fired_on_open_task(timer: Any) -> bool:
    host = _host(timer)
    return timer.state == TaskState.COMPLETED and host is not None and _is_open(host)


def _host(timer: Any) -> Any | None:
    """Find the task that a boundary timer stands on."""
    split = timer.parent
    if not isinstance(split.task_spec, BoundaryEventSplit):
        return None
    return next((each for each in split.children if not hasattr(each.task_spec, "cancel_activity")), None)


def _timers_on(task: Any) -> Iterator[Any]:
    if isinstance(task.parent.task_spec, BoundaryEventSplit):
        yield from (each for each in task.parent.children if _is_timer(each))


def _scopes(workflow: CaseWorkflow) -> Iterator[tuple[str, Any]]:
    yield "", workflow
    for each in workflow.subprocesses.values():
        path, inner = [each.spec.name], each
        while (inner := inner.parent_workflow) is not workflow:
            path.append(inner.spec.name)
        yield "/".join(reversed(path)), each
