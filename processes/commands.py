"""The five commands that move a case; each takes bytes and gives bytes, and nothing happens on the side."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

import orjson

from processes.diagram import Diagram
from processes.errors import BrokenStep, CaseClosed, TaskNotReady, TimerNotDue, TimerNotWaiting
from processes.progress import ClosedTask, Moment, Progress
from processes.routed_documents import RoutedDocument, check
from processes.spiff import state as states
from processes.spiff import work
from processes.spiff.plan import plan_of
from processes.spiff.workflow import CaseWorkflow


def start(diagram: Diagram, case_id: UUID, moment: Moment) -> Progress:
    """Begin a case: its first task opens. Raises BrokenStep, ConditionFailed or StepBudgetExceeded."""
    workflow = CaseWorkflow.begin(plan_of(diagram), case_id, moment)
    return _progress(workflow, work.Work())


def complete(
    diagram: Diagram, state: bytes, task_id: UUID, documents: Mapping[str, RoutedDocument], moment: Moment
) -> Progress:
    """Complete an open task with the documents that its row leaves; no timer fires.

    A document is {"dokumen": id, "sha256": digest} and the fields that conditions read.
    Raises TaskNotReady, InvalidDocuments, or as `start` does.
    """
    workflow = _resume(diagram, state, moment)
    before = work.work_of(workflow)
    if task_id not in before.tasks:
        raise TaskNotReady(f"Task {task_id} is not open")
    outputs = workflow.plan.outputs.get(before.tasks[task_id].element_id, ())
    check(documents, outputs, workflow.plan.routing_fields)
    workflow.data_objects.update({name: dict(document) for name, document in documents.items()})
    workflow.run(workflow.find(task_id))
    return _progress(workflow, before)


def fire(diagram: Diagram, state: bytes, timer_id: UUID, moment: Moment) -> Progress:
    """Fire exactly this timer. Raises TimerNotWaiting, TimerNotDue, or as `start` does."""
    workflow = _resume(diagram, state, moment)
    before = work.work_of(workflow)
    timer = before.timers.get(timer_id)
    if timer is None:
        raise TimerNotWaiting(f"Timer {timer_id} does not wait")
    if timer.due_at > workflow.moment.at:
        raise TimerNotDue(f"Timer {timer_id} is due at {timer.due_at}, not at {workflow.moment.at}")
    workflow.fire(workflow.find(timer_id))
    return _progress(workflow, before)


def cancel(diagram: Diagram, state: bytes, moment: Moment) -> Progress:
    """End a case where it stands, with every task and timer of it. Raises CaseClosed."""
    workflow = _resume(diagram, state, moment)
    before = _open_work(workflow)
    workflow.cancel_all()
    return _progress(workflow, before, was_cancelled=True)


def reschedule(diagram: Diagram, state: bytes, moment: Moment) -> Progress:
    """Count open tasks' times again, from when they were opened, by another calendar. Raises CaseClosed."""
    workflow = _resume(diagram, state, moment)
    before = _open_work(workflow)
    work.move_timers(workflow)
    return _progress(workflow, before)


def _resume(diagram: Diagram, state: bytes, moment: Moment) -> CaseWorkflow:
    """Load a case for one command; raises UnreadableState, UnknownEngineVersion, WrongDiagram, OutOfOrder."""
    plan = plan_of(diagram)
    header, workflow = states.read(plan, state)
    workflow.attend(plan, header.case_id, header.after(moment))
    return workflow


def _open_work(workflow: CaseWorkflow) -> work.Work:
    before = work.work_of(workflow)
    if before.is_finished:
        raise CaseClosed(f"Case {workflow.case_id} has ended")
    return before


def _progress(workflow: CaseWorkflow, before: work.Work, *, was_cancelled: bool = False) -> Progress:
    """Tell what changed; raises BrokenStep where the case could neither go on nor has properly ended."""
    after = work.work_of(workflow)
    if after.is_finished and not was_cancelled and not workflow.reached:
        raise BrokenStep("The case ended without reaching an end event")
    if not after.is_finished and not after.tasks and not after.timers:
        raise BrokenStep("The case waits for nobody")
    state = states.write(workflow)
    return Progress(
        state=state,
        at=workflow.moment.at,
        opened=tuple(task for task in after.tasks.values() if task.id not in before.tasks),
        closed=tuple(
            ClosedTask(task.id, task.element_id, work.outcome(workflow, task.id))
            for task in before.tasks.values()
            if task.id not in after.tasks
        ),
        moved=tuple(task for task in after.tasks.values() if task.id in before.tasks and task != before.tasks[task.id]),
        timers=tuple(timer for timer in after.timers.values() if timer != before.timers.get(timer.id)),
        timers_ended=tuple(timer_id for timer_id in before.timers if timer_id not in after.timers),
        flows=tuple(workflow.flows),
        reached=tuple(workflow.reached),
        finished=after.is_finished,
        state_hash=sha256(state).hexdigest(),
        marking_hash=sha256(orjson.dumps(after.marking)).hexdigest(),
    )
