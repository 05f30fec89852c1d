"""Turn a diagram into what SpiffWorkflow runs, once per process."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, Final

from SpiffWorkflow.bpmn.specs import control, defaults

from processes import conditions, hardened_xml
from processes.diagram import Diagram
from processes.errors import UnsupportedElement, WrongDiagram
from processes.spiff.parser import parse, sequence_flows

_CACHED: Final = 32

# The elements on which the compact state and the lazy tree were proven to behave as SpiffWorkflow does.
_LEAN_SPECS: Final = {
    *(defaults.StartEvent, defaults.EndEvent, defaults.BoundaryEvent, defaults.ExclusiveGateway),
    *(defaults.UserTask, defaults.ManualTask, defaults.NoneTask),
    *(control.BpmnStartTask, control.SimpleBpmnTask, control._EndJoin),
    *(control.BoundaryEventSplit, control.BoundaryEventJoin),
}

_log = logging.getLogger(__name__)
_plans: OrderedDict[str, "Plan"] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Plan:
    """Hold a diagram ready to run, and what the commands must know of its elements.

    `entries` names the element that each spec is the way into, `outputs` the documents that a task leaves.
    """

    sha256: str
    spec: Any
    subprocess_specs: Mapping[str, Any]
    lean: bool
    flows: Mapping[tuple[str, str], str]
    entries: Mapping[str, str]
    outputs: Mapping[str, tuple[str, ...]]
    routing_fields: Mapping[str, frozenset[str]]


def plan_of(diagram: Diagram) -> Plan:
    """Give the plan of a diagram; raises UnsupportedElement, UnsafeExpression or InvalidBudget."""
    with _lock:
        plan = _plans.get(diagram.sha256)
        if plan:
            _plans.move_to_end(diagram.sha256)
            return plan
    plan = build(diagram)
    with _lock:
        _plans[diagram.sha256] = plan
        while len(_plans) > _CACHED:
            _plans.popitem(last=False)
    return plan


def build(diagram: Diagram, *, may_be_lean: bool = True) -> Plan:
    """Parse a diagram anew; raises WrongDiagram where its digest is of other bytes."""
    if sha256(diagram.xml).hexdigest() != diagram.sha256:
        raise WrongDiagram(f"The digest {diagram.sha256} is not of this diagram")
    root = hardened_xml.parse(diagram.xml)
    spec, subprocess_specs = parse(root)
    processes = (spec, *subprocess_specs.values())
    specs = [each for process in processes for each in process.task_specs.values()]
    outputs = _take_outputs(specs)
    lean = not subprocess_specs and all(type(each) in _LEAN_SPECS for each in specs)
    if not lean:
        _log.info("Diagram %s has elements that only the full state can hold", diagram.sha256)
    if lean and may_be_lean:
        for each in specs:
            each._predict = _predict_nothing
    return Plan(
        sha256=diagram.sha256,
        spec=spec,
        subprocess_specs=subprocess_specs,
        lean=lean and may_be_lean,
        flows=sequence_flows(root),
        entries=_entries(specs),
        outputs=outputs,
        routing_fields=_routing_fields(specs, {name for process in processes for name in process.data_objects}),
    )


def _predict_nothing(my_task: Any, *_args: Any, **_kwargs: Any) -> None:
    """Leave the future of a task alone: its children are made when it runs, which is when they matter."""


def _take_outputs(specs: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """Note what each task leaves behind, and take the documents out of SpiffWorkflow's hands.

    It would copy them into the data of every task, where a name could shadow another.
    """
    outputs: dict[str, tuple[str, ...]] = {}
    for spec in specs:
        if left := tuple(each.bpmn_id for each in spec.data_output_associations):
            outputs[spec.bpmn_id] = left
        spec.data_input_associations = []
        spec.data_output_associations = []
    return outputs


def _entries(specs: Iterable[Any]) -> dict[str, str]:
    """Map each spec to the element that a token enters with it; a task with timers is entered by its split."""
    suffix = ".BoundaryEventSplit"
    return {spec.name: spec.bpmn_id or spec.name.removesuffix(suffix) for spec in specs}


def _routing_fields(specs: Iterable[Any], documents: set[str]) -> dict[str, frozenset[str]]:
    fields: dict[str, set[str]] = {}
    for spec in specs:
        for condition, _ in getattr(spec, "cond_task_specs", ()):
            expression = condition.args[0] if condition else "None"
            if unknown := conditions.documents_read(expression) - documents:
                raise UnsupportedElement(spec.bpmn_id, f"reads documents nobody writes: {sorted(unknown)}")
            for document, field in conditions.fields_read(expression):
                fields.setdefault(document, set()).add(field)
    return {document: frozenset(names) for document, names in fields.items()}
