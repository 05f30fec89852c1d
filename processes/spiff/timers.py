"""A timer that counts working time: due once computed when it starts, fired only on command."""

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from processes.progress import Moment
from processes.sop import Budget
from processes.working_time import due_at


class WorkingTimer(TimerEventDefinition):  # type: ignore[misc]  # SpiffWorkflow has no types.
    """Wait for a command; the due instant is a fact for others to act on."""

    def __init__(self, name: str, budget: Budget) -> None:
        """Keep the budget instead of an expression that would have to be evaluated."""
        super().__init__(name, budget.iso)
        self.budget = budget

    def has_fired(self, my_task: Any) -> bool:
        """Set the due instant when the timer starts; after that only `fire` makes this true."""
        facts: dict[str, Any] = my_task.internal_data
        if "due" not in facts:
            moment: Moment = my_task.workflow.top_workflow.moment
            facts["since"] = moment.at.isoformat()
            self.set_due(my_task, moment)
        return bool(facts.get("event_fired", False))

    def set_due(self, my_task: Any, moment: Moment) -> None:
        """Compute the due instant from the timer's start and the calendar."""
        facts: dict[str, Any] = my_task.internal_data
        since = datetime.fromisoformat(facts["since"])
        facts["due"] = due_at(self.budget, since, moment.calendar).isoformat()
