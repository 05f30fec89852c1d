"""Write a case as its living branches only, so that it stays as small after a thousand rounds as after one."""

from collections.abc import Iterator
from typing import Any, Final

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from processes.spiff.plan import Plan
from processes.spiff.workflow import CaseWorkflow

_ROOT: Final = "start"
_FACTS: Final = ("since", "due")
# The numbers would be SpiffWorkflow's to change; the names are ours.
_STATES: Final = {
    TaskState.WAITING: "waiting",
    TaskState.READY: "ready",
    TaskState.COMPLETED: "completed",
    TaskState.CANCELLED: "cancelled",
}
_NUMBERS: Final = {name: number for number, name in _STATES.items()}

Entry = list[Any]
"""[id, spec, state, place of the parent among the entries or -1, {"since", "due"}]."""


def encode(workflow: CaseWorkflow) -> dict[str, Any]:
    """Keep the documents, the unfinished tasks, and the finished ones that these still look at."""
    documents = {name: value for name, value in workflow.data_objects.items() if value is not None}
    return {"documents": documents, "tasks": list(_entries(workflow))}


def decode(plan: Plan, content: dict[str, Any]) -> CaseWorkflow:
    """Make the case again; raises KeyError, TypeError or ValueError on other content than `encode` wrote."""
    workflow = CaseWorkflow(plan.spec, deserializing=True)
    workflow.data_objects.update(content["documents"])
    workflow.task_tree = Task(workflow, plan.spec.start, state=TaskState.COMPLETED, id=_ROOT)
    tasks = [workflow.task_tree]
    for task_id, spec_name, state, parent, facts in content["tasks"]:
        spec = plan.spec.task_specs[spec_name]
        task = Task(workflow, spec, tasks[parent + 1], state=_NUMBERS[state], id=task_id)
        task.internal_data.update(facts)
        if task.state == TaskState.WAITING and isinstance(spec, CatchingEvent):
            workflow.event_manager.add_task(task)
        tasks.append(task)
    return workflow


def _entries(workflow: CaseWorkflow) -> Iterator[Entry]:
    needed = _needed(workflow)
    places: dict[str, int] = {}
    pending = [(child, -1) for child in reversed(workflow.task_tree.children)]
    while pending:
        task, parent = pending.pop()
        if task.id in needed:
            places[task.id] = len(places)
            facts = {name: task.internal_data[name] for name in _FACTS if name in task.internal_data}
            yield [task.id, task.task_spec.name, _STATES[task.state], parent, facts]
        parent = places.get(task.id, parent)
        pending.extend((child, parent) for child in reversed(task.children))


def _needed(workflow: CaseWorkflow) -> set[str]:
    """Keep what is unfinished, and around an open task its split and timers: the join behind it asks them."""
    needed: set[str] = set()
    for task in workflow.tasks.values():
        if not task.has_state(TaskState.FINISHED_MASK):
            needed.add(task.id)
            if isinstance(task.parent.task_spec, BoundaryEventSplit):
                needed.update((task.parent.id, *task.parent._children))
    return needed
