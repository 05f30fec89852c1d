"""Read BPMN into SpiffWorkflow's specs, and refuse whatever an office does not need."""

from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.util import BPMN_MODEL_NS, full_tag
from SpiffWorkflow.bpmn.specs import event_definitions as events
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException

from processes.errors import UnsupportedElement
from processes.sop import Budget
from processes.spiff.timers import WorkingTimer

_ELEMENTS: Final = (
    *("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("userTask", "manualTask", "task", "subProcess"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
)
_EVENTS: Final = (
    *(type(None), events.NoneEventDefinition),
    *(events.EscalationEventDefinition, events.TerminateEventDefinition),
)
_WAITING: Final = (BoundaryEvent, IntermediateCatchEvent)
# Code of its own, and loops: how often they run is an expression, and SpiffWorkflow counts in what cases share.
_REFUSED: Final = {
    *("script", "preScript", "postScript", "serviceTaskOperator", "calledDecisionId"),
    *("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
}
# The parser meets whatever a diagram can hold, and lets these through beside its own.
_PARSER_FAILURES: Final = (
    *(SpiffWorkflowException, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RuntimeError, TypeError, ValueError),
)


class _Parser(BpmnParser):  # type: ignore[misc]  # SpiffWorkflow has no types.
    PARSER_CLASSES: Final = {full_tag(name): BpmnParser.PARSER_CLASSES[full_tag(name)] for name in _ELEMENTS}


def parse(root: etree._Element) -> tuple[Any, dict[str, Any]]:
    """Give the spec of the one process and of its sub-processes; raises UnsupportedElement, InvalidBudget."""
    for element in root.iter("*"):
        if etree.QName(element).localname in _REFUSED:
            raise UnsupportedElement(_owner(element), f"{etree.QName(element).localname} is not run")
    try:
        spec, subprocess_specs = _parse(root)
    except _PARSER_FAILURES as error:
        raise UnsupportedElement(getattr(error, "id", None), str(error)) from error
    for process in (spec, *subprocess_specs.values()):
        for each in process.task_specs.values():
            _settle_event(each)
    return spec, subprocess_specs


def sequence_flows(root: etree._Element) -> dict[tuple[str, str], str]:
    """Map (source, target) to the id of the flow between them; raises UnsupportedElement where there are two."""
    flows: dict[tuple[str, str], str] = {}
    for flow in root.iter(full_tag("sequenceFlow")):
        ends = (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        if ends in flows:
            raise UnsupportedElement(flow.get("id"), "a second flow between the same two elements")
        flows[ends] = flow.get("id", "")
    return flows


def _parse(root: etree._Element) -> tuple[Any, dict[str, Any]]:
    parser = _Parser()
    parser.add_bpmn_xml(root)
    # More than one process would be a collaboration of offices, which this engine does not play.
    (process_id,) = parser.get_process_ids()
    return parser.get_spec(process_id), parser.get_subprocess_specs(process_id)


def _owner(element: etree._Element) -> str | None:
    """Find the element of the drawing that another stands in; extensions have ids of their own kind."""
    drawn = (each for each in (element, *element.iterancestors()) if etree.QName(each).namespace == BPMN_MODEL_NS)
    return next((each.get("id") for each in drawn if each.get("id")), None)


def _settle_event(spec: Any) -> None:
    """Put working time in the place of SpiffWorkflow's timers; refuse events that an office does not have."""
    event = getattr(spec, "event_definition", None)
    if isinstance(spec, _WAITING) and isinstance(event, events.DurationTimerEventDefinition):
        spec.event_definition = WorkingTimer(spec.bpmn_id, Budget.parse(event.expression or ""))
    elif isinstance(spec, _WAITING) or not isinstance(event, _EVENTS):
        raise UnsupportedElement(spec.bpmn_id, f"{type(event).__name__} is not run here")
