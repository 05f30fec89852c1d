"""One case as SpiffWorkflow plays it: guarded steps, and a trace of where the tokens went."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Final
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.util.task import TaskState

from processes.errors import BrokenStep, StepBudgetExceeded
from processes.progress import Moment
from processes.spiff.guards import SafeScripts, repeatable
from processes.spiff.plan import Plan

AUTOMATIC_STEPS: Final = 500

_SCRIPTS: Final = SafeScripts()


class CaseWorkflow(BpmnWorkflow):  # type: ignore[misc]  # SpiffWorkflow has no types.
    """Play a case; whoever makes one, by hand or from a stored state, gets the safe script engine."""

    def __init__(self, spec: Any, subprocess_specs: Any = None, **options: Any) -> None:
        """Start at the beginning, or empty with `deserializing=True`."""
        super().__init__(spec, subprocess_specs, **{**options, "script_engine": _SCRIPTS})
        self.plan: Plan
        self.case_id: UUID
        self.moment: Moment
        self.flows: list[str] = []
        self.reached: list[str] = []
        self.steps = 0

    @classmethod
    def begin(cls, plan: Plan, case_id: UUID, moment: Moment) -> "CaseWorkflow":
        """Start a case and run it up to the first person."""
        with repeatable(case_id, moment.seq, moment.at):
            workflow = cls(plan.spec, plan.subprocess_specs)
            workflow.attend(plan, case_id, moment)
            workflow._run(workflow.task_tree)
        return workflow

    def attend(self, plan: Plan, case_id: UUID, moment: Moment) -> None:
        """Give the case its diagram, its id and the moment of the command to come, which is its only one."""
        self.plan, self.case_id, self.moment = plan, case_id, moment

    def run(self, task: Any) -> None:
        """Run one task and then everything that needs no person.

        Raises ConditionFailed, StepBudgetExceeded, or BrokenStep where the diagram leads nowhere.
        """
        with self._repeatable():
            self._run(task)

    def fire(self, timer: Any) -> None:
        """Let one timer go off and run what follows; raises as `run` does."""
        with self._repeatable():
            timer.task_spec.event_definition.catch(timer)
            timer.task_spec._update(timer)
            self._run(timer)

    def cancel_all(self) -> None:
        """End everything that is not finished."""
        with self._repeatable():
            self.cancel()

    def find(self, task_id: Any) -> Any:
        """Find a task anywhere in the case, or None."""
        # Ids are text, but SpiffWorkflow's serializer gives them back as UUID.
        keys = (str(task_id), task_id)
        return next((each.tasks[key] for each in self.all_workflows() for key in keys if key in each.tasks), None)

    def all_workflows(self) -> Iterator[Any]:
        """Walk through the case and its sub-processes."""
        yield self
        yield from self.subprocesses.values()

    def tasks_of(self, workflow: Any) -> Iterable[Any]:
        """Walk through the tasks of the case or of a sub-process, in the same order on every machine."""
        # Lean: a command makes tasks in the order in which they run, and a state lists them in that order.
        return self.tasks.values() if self.plan.lean else _walk(workflow)

    def update_waiting_tasks(self) -> None:
        """Look again at what waits for others; timers wait for a command alone."""
        if not self.plan.lean:
            super().update_waiting_tasks()
            return
        for task in list(self.tasks.values()):
            if task.state == TaskState.WAITING and not isinstance(task.task_spec, CatchingEvent):
                task.task_spec._update(task)

    def _repeatable(self) -> AbstractContextManager[None]:
        return repeatable(self.case_id, self.moment.seq, self.moment.at)

    def _run(self, task: Any) -> None:
        try:
            self._step(task)
            while self._pass():
                pass
        except (SpiffWorkflowException, RecursionError) as error:
            raise BrokenStep(str(error)) from error
        # What nobody in the diagram catches (an escalation) is told by the end events reached.
        self.bpmn_events.clear()

    def _pass(self) -> bool:
        """Run what is ready now, innermost sub-process first; say whether there may be more."""
        active = self.get_active_subprocesses()
        for inner in sorted(active, key=lambda each: each.depth, reverse=True):
            while self._run_ready(inner):
                pass
            outer = self.find(inner.parent_task_id)
            outer.task_spec._update(outer)
        return self._run_ready(self) or len(self.get_active_subprocesses()) > len(active)

    def _run_ready(self, workflow: Any) -> bool:
        ready = [
            task for task in self.tasks_of(workflow) if task.state == TaskState.READY and not task.task_spec.manual
        ]
        for task in ready:
            # One of them may have ended the others, and SpiffWorkflow would run them all the same.
            if task.state == TaskState.READY:
                self.steps += 1
                if self.steps > AUTOMATIC_STEPS:
                    raise StepBudgetExceeded(f"More than {AUTOMATIC_STEPS} steps without a person")
                self._step(task)
        return bool(ready)

    def _step(self, task: Any) -> None:
        spec = task.task_spec
        if self.plan.lean and not isinstance(spec, MultiChoice):
            spec._predict_hook(task)
        task.run()
        if isinstance(spec, EndEvent):
            self.reached.append(spec.bpmn_id)
        for child in task.children:
            flow = self.plan.flows.get((spec.bpmn_id, self.plan.entries[child.task_spec.name]))
            if flow and not child.has_state(TaskState.PREDICTED_MASK):
                self.flows.append(flow)


def _walk(workflow: Any) -> Iterator[Any]:
    """Walk through a task tree, parents and earlier branches first, however deep it is."""
    pending = [workflow.task_tree]
    while pending:
        task = pending.pop()
        yield task
        pending.extend(reversed(task.children))
