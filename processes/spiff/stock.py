"""Write a case whole, by SpiffWorkflow's own serializer, for diagrams that the lean form was not proven on."""

from functools import cache
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.serializer import DefaultRegistry
from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnEventConverter,
    BpmnSubWorkflowConverter,
    BpmnWorkflowConverter,
    TaskConverter,
    WorkflowConverter,
)
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task

from processes.spiff.plan import Plan
from processes.spiff.workflow import CaseWorkflow


class _CaseConverter(BpmnWorkflowConverter):  # type: ignore[misc]  # SpiffWorkflow has no types.
    def to_dict(self, workflow: Any) -> dict[str, Any]:
        """Leave the specs out: the diagram is stored once, by its digest."""
        content: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        content["subprocesses"] = self.mapping_to_dict(workflow.subprocesses)
        return content


@cache
def _registry() -> Any:
    registry = DefaultRegistry()
    for kind, converter in (
        (CaseWorkflow, _CaseConverter),
        (BpmnSubWorkflow, BpmnSubWorkflowConverter),
        (Task, TaskConverter),
        (BpmnEvent, BpmnEventConverter),
    ):
        converter(kind, registry)
    return registry


def encode(workflow: CaseWorkflow) -> dict[str, Any]:
    """Keep every task of the case."""
    return {"workflow": _registry().convert(workflow)}


def decode(plan: Plan, content: dict[str, Any]) -> CaseWorkflow:
    """Make the case again; raises KeyError, TypeError or ValueError on other content than `encode` wrote."""
    specs = {"spec": plan.spec, "subprocess_specs": plan.subprocess_specs}
    workflow: CaseWorkflow = _registry().restore({**content["workflow"], **specs})
    return workflow
