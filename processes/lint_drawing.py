"""Compare what a diagram says with what it draws: people sign the drawing."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from processes import bpmn
from processes.messages import N_, Problem

_DRAWN: Final = frozenset(
    {
        *("participant", "lane", "startEvent", "endEvent", "userTask", "boundaryEvent", "sequenceFlow"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
        *("dataObjectReference", "dataInputAssociation", "dataOutputAssociation"),
    }
)


def check(root: etree._Element) -> Iterator[Problem]:
    """Yield what is said but not drawn, and what is drawn of nothing."""
    drawn = {
        shape.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for shape in root.iter(f"{{{bpmn.DRAWING}}}{kind}")
    }
    existing = {element.get("id"): element for element in root.iter(f"{{{bpmn.MODEL}}}*")}
    for element_id, element in existing.items():
        if bpmn.kind(element) in _DRAWN and element_id not in drawn:
            message = N_("%(name)s ada di dalam berkas, tetapi tidak tergambar")
            yield Problem(element_id, message, {"name": bpmn.label(element) or element_id})
    for stray in sorted(str(each) for each in drawn - existing.keys()):
        yield Problem(None, N_("Gambar menunjuk unsur %(id)s, yang tidak ada"), {"id": stray})
