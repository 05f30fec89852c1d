"""Refuse elements that are no part of an SOP, that would run a program, or that hang in the air."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from processes import bpmn
from processes.messages import N_, Problem

_NODES: Final = frozenset(
    {
        *("startEvent", "endEvent", "boundaryEvent", "userTask"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
    }
)
_UNPRINTABLE: Final = frozenset({"parallelGateway", "inclusiveGateway"})
_KNOWN: Final = _NODES | {
    *("definitions", "collaboration", "participant", "process", "laneSet", "lane", "flowNodeRef"),
    *("extensionElements", "documentation", "textAnnotation", "text", "association"),
    *("timerEventDefinition", "timeDuration", "escalation", "escalationEventDefinition"),
    *("sequenceFlow", "conditionExpression", "incoming", "outgoing"),
    *("dataObject", "dataObjectReference", "property", "sourceRef", "targetRef"),
    *("dataInputAssociation", "dataOutputAssociation"),
}
_AUTOMATIC: Final = frozenset(
    {"scriptTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask", "callActivity"}
)
_EVENTS: Final = {
    "startEvent": (frozenset[str](),),
    "endEvent": (frozenset[str](), frozenset({"escalationEventDefinition"})),
    "boundaryEvent": (frozenset({"timerEventDefinition"}),),
}
# SpiffWorkflow gives its own steps these names; an element of the same name would silently replace one.
_RESERVED: Final = frozenset({"Root", "Start", "End", "StartEventSplit", "StartEventJoin"})
_RESERVED_ENDINGS: Final = (".BoundaryEventSplit", ".BoundaryEventJoin", ".EndJoin")


def check(root: etree._Element) -> Iterator[Problem]:
    """Yield the problems of a tree's elements one by one."""
    yield from _subset(root)
    yield from _pool(root)
    for element in root.iter(f"{{{bpmn.MODEL}}}*"):
        yield from _event(element)
        yield from _extensions(element)
        yield from _id(element)
    yield from _arrows(root)
    yield from _escalations(root)
    yield from _documents(root)


def _subset(element: etree._Element) -> Iterator[Problem]:
    """Refuse an element once, without a sentence for each of its parts."""
    kind = bpmn.kind(element)
    if kind in _AUTOMATIC:
        message = N_("Tugas otomatis (%(kind)s) ditolak: setiap baris SOP dikerjakan orang")
        yield Problem(element.get("id"), message, {"kind": kind}, bpmn.line(element))
    elif kind in _UNPRINTABLE:
        message = N_("Gerbang %(kind)s dapat dijalankan, tetapi tidak dapat dicetak sebagai SOP-AP")
        yield Problem(element.get("id"), message, {"kind": kind}, bpmn.line(element), "warning")
    elif kind and kind not in _KNOWN:
        message = N_("Unsur %(kind)s bukan bagian dari SOP dan tidak dijalankan di sini")
        yield Problem(_nearest_id(element), message, {"kind": kind}, bpmn.line(element))
        return
    for child in element:
        yield from _subset(child)


def _pool(root: etree._Element) -> Iterator[Problem]:
    for extra in bpmn.find_all(root, "bpmn:collaboration/bpmn:participant")[1:]:
        yield Problem(extra.get("id"), N_("Diagram memuat lebih dari satu pool"))


def _event(element: etree._Element) -> Iterator[Problem]:
    allowed = _EVENTS.get(bpmn.kind(element))
    definitions = [kind for kind in map(bpmn.kind, element) if kind.endswith("EventDefinition")]
    if allowed is not None and (len(definitions) > 1 or frozenset(definitions) not in allowed):
        message = N_("Peristiwa %(name)s hanya boleh berupa mulai, selesai, eskalasi, atau waktu pada sebuah kegiatan")
        yield Problem(element.get("id"), message, {"name": bpmn.label(element) or element.get("id")})


def _extensions(element: etree._Element) -> Iterator[Problem]:
    if bpmn.kind(element) != "extensionElements":
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{{{bpmn.SPIFF}}}properties":
            name = etree.QName(child).localname
            message = N_("Ekstensi %(name)s ditolak: hanya properti yang dibaca, skrip tidak dijalankan")
            yield Problem(_nearest_id(element), message, {"name": name}, bpmn.line(child))


def _id(element: etree._Element) -> Iterator[Problem]:
    element_id = element.get("id", "")
    if element_id in _RESERVED or element_id.endswith(_RESERVED_ENDINGS):
        message = N_("Id %(id)s dipakai oleh mesin; pilih id lain")
        yield Problem(element_id, message, {"id": element_id})


def _arrows(root: etree._Element) -> Iterator[Problem]:
    """An arrow joins two steps, and a timer hangs on a row; the schema asks for any id."""
    kinds = {each.get("id"): bpmn.kind(each) for each in root.iter(f"{{{bpmn.MODEL}}}*")}
    for flow in root.iter(f"{{{bpmn.MODEL}}}sequenceFlow"):
        ends = (kinds.get(flow.get("sourceRef")), kinds.get(flow.get("targetRef")))
        if ends[0] not in _NODES - {"endEvent"} or ends[1] not in _NODES - {"startEvent", "boundaryEvent"}:
            yield Problem(flow.get("id"), N_("Panah ini tidak menghubungkan dua langkah"))
    for event in root.iter(f"{{{bpmn.MODEL}}}boundaryEvent"):
        if kinds.get(event.get("attachedToRef")) != "userTask":
            message = N_("Waktu %(name)s tidak menempel pada sebuah kegiatan")
            yield Problem(event.get("id"), message, {"name": bpmn.label(event) or event.get("id")})


def _escalations(root: etree._Element) -> Iterator[Problem]:
    known = {None, *(each.get("id") for each in bpmn.find_all(root, "bpmn:escalation"))}
    for event in root.iter(f"{{{bpmn.MODEL}}}endEvent"):
        for definition in bpmn.children(event, "escalationEventDefinition"):
            if definition.get("escalationRef") not in known:
                message = N_("Eskalasi %(id)s tidak ada di dalam berkas")
                yield Problem(event.get("id"), message, {"id": definition.get("escalationRef")})


def _documents(root: etree._Element) -> Iterator[Problem]:
    """A condition names documents by their ids, so an id is a plain word; two names would print differently."""
    names: defaultdict[str | None, set[str]] = defaultdict(set)
    for reference in root.iter(f"{{{bpmn.MODEL}}}dataObjectReference"):
        names[reference.get("dataObjectRef")].add(bpmn.label(reference))
    for document in root.iter(f"{{{bpmn.MODEL}}}dataObject"):
        element_id = document.get("id", "")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", element_id):
            message = N_("Id dokumen %(id)s hanya boleh huruf kecil, angka dan garis bawah")
            yield Problem(element_id, message, {"id": element_id})
        if names[element_id] in (set(), {""}):
            yield Problem(element_id, N_("Dokumen %(id)s belum bernama atau tidak tergambar"), {"id": element_id})
        elif len(names[element_id]) > 1:
            message = N_("Satu dokumen bernama ganda: %(names)s")
            yield Problem(element_id, message, {"names": ", ".join(sorted(names[element_id]))})


def _nearest_id(element: etree._Element) -> str | None:
    """Return the id of an element, or of the nearest one around it that has one."""
    around: etree._Element | None = element
    while around is not None and not around.get("id"):
        around = around.getparent()
    return around.get("id") if around is not None else None
