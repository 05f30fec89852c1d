"""Read the SOP table out of a BPMN tree: lanes, documents, rows, decisions, identity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from lxml import etree

from processes import bpmn, conditions
from processes.categories import read_categories
from processes.errors import InvalidBudget, InvalidDiagram, UnsafeExpression
from processes.messages import N_, Problem
from processes.sop import Budget, Decision, DocumentType, Flow, Lane, Row, Sop, Timer

_LANE_KINDS: Final[Mapping[str, Literal["reporter", "office", "unit"]]] = {
    "pelapor": "reporter",
    "kantor": "office",
    "unit": "unit",
}
_KELENGKAPAN: Final = "bpmn:dataInputAssociation/bpmn:sourceRef"
_OUTPUT: Final = "bpmn:dataOutputAssociation/bpmn:targetRef"
_GATEWAYS: Final = ("exclusiveGateway", "inclusiveGateway", "parallelGateway")


def read(root: etree._Element) -> Sop:
    """Read the SOP of a valid BPMN tree. Raises InvalidDiagram with everything that contradicts itself."""
    process = _process(root)
    problems: list[Problem] = []
    flows = tuple(_flow(each) for each in bpmn.children(process, "sequenceFlow"))
    lanes = _lanes(process, problems)
    rows = _rows(process, lanes, problems)
    first_row = _first_row(process, flows, rows, problems)
    if problems:
        raise InvalidDiagram(*problems)
    return Sop(
        process_id=process.get("id", ""),
        title=_title(root, process),
        identity=_identity(process),
        lanes=tuple(lane for lane, _ in lanes),
        documents=_documents(process),
        rows=tuple(sorted(rows, key=_printed_place)),
        decisions=tuple(_decision(each, flows, rows) for each in bpmn.children(process, *_GATEWAYS)),
        flows=flows,
        routing_fields=_routing_fields(flows),
        categories=read_categories(next(row for row in rows if row.element_id == first_row).properties),
        first_row=first_row,
    )


def _process(root: etree._Element) -> etree._Element:
    found = bpmn.find_all(root, "bpmn:process")
    if len(found) != 1 or not found[0].get("id") or found[0].get("isExecutable") != "true":
        raise InvalidDiagram(Problem(None, N_("Diagram harus memuat tepat satu proses yang dapat dijalankan")))
    return found[0]


def _title(root: etree._Element, process: etree._Element) -> str:
    """Return the name on the pool, which is what people see and edit, else that of the process."""
    pools = bpmn.find_all(root, "bpmn:collaboration/bpmn:participant")
    named = (bpmn.label(pool) for pool in pools if pool.get("processRef") == process.get("id"))
    return next((name for name in named if name), bpmn.label(process))


def _identity(process: etree._Element) -> dict[str, str]:
    """Return the identity block; items numbered `name.1`, `name.2` become the lines of `name`."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in bpmn.properties(process).items():
        lines[re.sub(r"\.[0-9]+$", "", name)].append(value)
    return {name: "\n".join(values) for name, values in lines.items()}


def _documents(process: etree._Element) -> tuple[DocumentType, ...]:
    """Return the documents; their names stand on the drawn references."""
    names = {
        each.get("dataObjectRef"): bpmn.label(each)
        for each in reversed(list(bpmn.children(process, "dataObjectReference")))
        if bpmn.label(each)
    }
    ids = (each.get("id", "") for each in bpmn.children(process, "dataObject"))
    return tuple(DocumentType(each, names.get(each, each)) for each in ids)


def _lanes(process: etree._Element, problems: list[Problem]) -> list[tuple[Lane, frozenset[str]]]:
    """Return each lane with the ids of the elements in it."""
    lanes = []
    for each in bpmn.find_all(process, "bpmn:laneSet/bpmn:lane"):
        nature = bpmn.properties(each).get("sifat", "kantor")
        if nature not in _LANE_KINDS:
            problems.append(_problem(each, N_("Sifat pelaksana %(nature)s tidak dikenal"), nature=nature))
            continue
        members = frozenset(bpmn.text(member) for member in bpmn.children(each, "flowNodeRef"))
        lanes.append((Lane(each.get("id", ""), bpmn.label(each), _LANE_KINDS[nature]), members))
    return lanes


def _rows(process: etree._Element, lanes: list[tuple[Lane, frozenset[str]]], problems: list[Problem]) -> list[Row]:
    references = _references(process)
    timers = _timers(process, problems)
    rows = []
    for task in bpmn.children(process, "userTask"):
        holders = [lane for lane, members in lanes if task.get("id") in members]
        if len(holders) != 1:
            problems.append(_problem(task, N_("%(name)s harus berada pada tepat satu pelaksana"), name=_called(task)))
            continue
        problems.extend(
            _problem(task, N_("%(end)s bukan sebuah dokumen"), end=bpmn.text(end))
            for end in bpmn.find_all(task, _KELENGKAPAN) + bpmn.find_all(task, _OUTPUT)
            if bpmn.text(end) not in references
        )
        rows.append(_row(task, holders[0], references, tuple(timers[task.get("id", "")])))
    return rows


def _row(task: etree._Element, lane: Lane, references: Mapping[str, str], timers: tuple[Timer, ...]) -> Row:
    properties = bpmn.properties(task)
    inputs = _handed(task, _KELENGKAPAN, references)
    unprinted = properties.get("tidak_dicetak", "").split()
    return Row(
        element_id=task.get("id", ""),
        number=properties.get("baris", ""),
        name=bpmn.label(task),
        activity=properties.get("uraian") or bpmn.label(task),
        remarks=bpmn.text(bpmn.find(task, "bpmn:documentation")),
        lane=lane,
        inputs=inputs,
        printed_inputs=tuple(each for each in inputs if each not in unprinted),
        outputs=_handed(task, _OUTPUT, references),
        budget=next((timer.budget for timer in timers if not timer.interrupting), None),
        timers=timers,
        form=properties.get("formulir", ""),
        status=properties.get("status_pelapor", ""),
        properties=properties,
    )


def _references(process: etree._Element) -> dict[str, str]:
    """Return the document that each drawn reference stands for."""
    documents = {each.get("id", "") for each in bpmn.children(process, "dataObject")}
    drawn = bpmn.children(process, "dataObjectReference")
    stands_for = {each.get("id", ""): each.get("dataObjectRef", "") for each in drawn}
    return {reference: document for reference, document in stands_for.items() if document in documents}


def _handed(task: etree._Element, path: str, references: Mapping[str, str]) -> tuple[str, ...]:
    """Return the documents at one end of a row, each once, in the order of the file."""
    ends = (references.get(bpmn.text(each), "") for each in bpmn.find_all(task, path))
    return tuple(dict.fromkeys(each for each in ends if each))


def _timers(process: etree._Element, problems: list[Problem]) -> defaultdict[str, list[Timer]]:
    """Return the boundary timers by the id of their task."""
    timers: defaultdict[str, list[Timer]] = defaultdict(list)
    for event in bpmn.children(process, "boundaryEvent"):
        duration = bpmn.text(bpmn.find(event, "bpmn:timerEventDefinition/bpmn:timeDuration"))
        interrupting = event.get("cancelActivity", "true") in {"true", "1"}
        try:
            timer = Timer(event.get("id", ""), Budget.parse(duration), interrupting, bpmn.label(event))
        except InvalidBudget:
            complaint = N_("Waktu %(duration)s bukan lama yang dapat dihitung; contoh: PT15M, PT2H, P2D")
            problems.append(_problem(event, complaint, duration=duration or "(kosong)"))
        else:
            timers[event.get("attachedToRef", "")].append(timer)
    return timers


def _flow(each: etree._Element) -> Flow:
    condition = bpmn.text(bpmn.find(each, "bpmn:conditionExpression")) or None
    return Flow(each.get("id", ""), each.get("sourceRef", ""), each.get("targetRef", ""), bpmn.label(each), condition)


def _decision(gateway: etree._Element, flows: Iterable[Flow], rows: Iterable[Row]) -> Decision:
    element_id = gateway.get("id", "")
    ids = {row.element_id for row in rows}
    sources = [flow.source for flow in flows if flow.target == element_id and flow.source in ids]
    return Decision(
        element_id=element_id,
        name=bpmn.label(gateway),
        after=sources[0] if len(sources) == 1 else None,
        flows=tuple(flow for flow in flows if flow.source == element_id),
        default=gateway.get("default"),
    )


def _first_row(process: etree._Element, flows: Iterable[Flow], rows: Iterable[Row], problems: list[Problem]) -> str:
    starts = {each.get("id", "") for each in bpmn.children(process, "startEvent")}
    ids = {row.element_id for row in rows}
    targets = [flow.target for flow in flows if flow.source in starts]
    if len(starts) != 1 or len(targets) != 1 or targets[0] not in ids:
        problems.append(
            Problem(None, N_("Diagram harus mulai dari tepat satu titik, yang langsung menuju sebuah kegiatan"))
        )
        return ""
    return targets[0]


def _routing_fields(flows: Iterable[Flow]) -> dict[str, frozenset[str]]:
    """Return the fields that conditions read, by document; a condition that is not safe reads nothing."""
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for flow in flows:
        try:
            read_here = conditions.fields_read(flow.condition) if flow.condition else ()
        except UnsafeExpression:
            continue  # The linter says so before such a diagram can be published; the engine refuses it.
        for document, field in read_here:
            fields[document].add(field)
    return {document: frozenset(names) for document, names in fields.items()}


def _printed_place(row: Row) -> tuple[int, str]:
    digits = re.match(r"[0-9]{1,6}", row.number)
    return (int(digits[0]) if digits else 10**6, row.number)


def _called(element: etree._Element) -> str:
    return bpmn.label(element) or element.get("id", "")


def _problem(element: etree._Element, message: str, **params: object) -> Problem:
    return Problem(element.get("id"), message, params, bpmn.line(element))
