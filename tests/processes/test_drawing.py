"""The diagram can be read by people: nothing crosses, nothing is written over a line, everything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from processes import bpmn, diagram

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES = {
    "seed": diagram.seed(),
    "reading B": (FIXTURES / "reading_b.bpmn").read_bytes(),
    "reading C": (FIXTURES / "reading_c.bpmn").read_bytes(),
}
DC, DI = "{http://www.omg.org/spec/DD/20100524/DC}", "{http://www.omg.org/spec/DD/20100524/DI}"
LONGEST_ASSOCIATION = 145


class Box(NamedTuple):
    """Hold a rectangle; a horizontal or vertical line is one without height or width."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two share at least a point."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def holds(self, other: "Box") -> bool:
        """Say whether the other lies within."""
        return Box(*map(min, self, other))[:2] == self[:2] and Box(*map(max, self, other))[2:] == self[2:]


@dataclass
class Drawing:
    """Hold what one file draws, by the id of the element."""

    kinds: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[Box]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)

    def steps(self) -> dict[str, Box]:
        """Return all shapes but the pool and its lanes."""
        return {each: box for each, box in self.shapes.items() if self.kinds[each] not in {"participant", "lane"}}

    def of_kind(self, *kinds: str) -> Iterator[tuple[str, list[Box]]]:
        """Yield the lines of these kinds of element."""
        return ((each, line) for each, line in self.lines.items() if self.kinds[each] in kinds)


@pytest.fixture(params=FILES, scope="module")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    """Measure one of the three diagrams."""
    root = etree.fromstring(FILES[request.param])
    found = Drawing()
    for element in root.iter(f"{{{bpmn.MODEL}}}*"):
        if element.get("id"):
            found.kinds[element.get("id", "")] = bpmn.kind(element)
    for shape in root.iter(f"{{{bpmn.DRAWING}}}BPMNShape", f"{{{bpmn.DRAWING}}}BPMNEdge"):
        measure(shape, found)
    for flow in root.iter(f"{{{bpmn.MODEL}}}sequenceFlow"):
        found.ends[flow.get("id", "")] = (flow.get("sourceRef", ""), flow.get("targetRef", ""))
    for member in root.iter(f"{{{bpmn.MODEL}}}flowNodeRef"):
        lane = member.getparent()
        found.lanes[bpmn.text(member)] = lane.get("id", "") if lane is not None else ""
    for task in root.iter(f"{{{bpmn.MODEL}}}userTask"):
        note_documents(task, found)
    return found


def measure(shape: etree._Element, found: Drawing) -> None:
    """Note the rectangle, the straight pieces and the label of one drawn element."""
    element = shape.get("bpmnElement", "")
    bounds = shape.find(f"{DC}Bounds")
    if bounds is not None:
        found.shapes[element] = box(bounds)
    points = [(float(each.get("x", 0)), float(each.get("y", 0))) for each in shape.findall(f"{DI}waypoint")]
    if points:
        found.lines[element] = [
            Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for (x1, y1), (x2, y2) in pairwise(points)
        ]
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(points)), f"{element} runs askew"
    label = shape.find(f"{{{bpmn.DRAWING}}}BPMNLabel/{DC}Bounds")
    if label is not None:
        found.labels[element] = box(label)


def box(bounds: etree._Element) -> Box:
    """Read a rectangle."""
    x, y, width, height = (float(bounds.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height)


def note_documents(task: etree._Element, found: Drawing) -> None:
    """Note what each association joins, and that a document lies in the lane of its task."""
    task_id = task.get("id", "")
    for association in bpmn.children(task, "dataInputAssociation", "dataOutputAssociation"):
        inward = bpmn.kind(association) == "dataInputAssociation"
        reference = bpmn.text(bpmn.find(association, "bpmn:sourceRef" if inward else "bpmn:targetRef"))
        found.ends[association.get("id", "")] = (reference, task_id) if inward else (task_id, reference)
        found.lanes[reference] = found.lanes[task_id]


def test_no_two_flows_cross(drawing: Drawing) -> None:
    """Sequence flows neither cross nor touch each other, and no association crosses a flow."""
    lines = list(drawing.of_kind("sequenceFlow", "dataInputAssociation", "dataOutputAssociation"))
    crossed = [
        (one, other)
        for (one, pieces), (other, others) in combinations(lines, 2)
        if any(piece.meets(another) for piece in pieces for another in others)
    ]
    assert crossed == []


def test_no_line_runs_through_a_shape(drawing: Drawing) -> None:
    """A line meets the two shapes that it joins, and no other."""
    assert {
        (line, step)
        for line, pieces in drawing.lines.items()
        for step, shape in drawing.steps().items()
        if any(piece.meets(shape) for piece in pieces)
        and step not in drawing.ends[line]
        and not is_host(step, line, drawing)
    } == set()
    for line, (source, target) in drawing.ends.items():
        pieces = drawing.lines[line]
        assert pieces[0].meets(drawing.shapes[source]), f"{line} does not begin at {source}"
        assert pieces[-1].meets(drawing.shapes[target]), f"{line} does not end at {target}"


def is_host(step: str, line: str, drawing: Drawing) -> bool:
    """Say whether a step is the task on whose edge the timer sits from which a line begins."""
    source = drawing.ends[line][0]
    return drawing.kinds[source] == "boundaryEvent" and drawing.shapes[source].meets(drawing.shapes[step])


def test_no_label_lies_over_anything(drawing: Drawing) -> None:
    """Labels are clear of every line, every shape and every other label."""
    lines = [(each, piece) for each, pieces in drawing.lines.items() for piece in pieces]
    others = [*lines, *drawing.steps().items()]
    assert {
        (label, each) for label, place in drawing.labels.items() for each, thing in others if place.meets(thing)
    } == set()
    both = combinations(drawing.labels.items(), 2)
    assert {(one, other) for (one, place), (other, another) in both if place.meets(another)} == set()


def test_no_two_shapes_overlap(drawing: Drawing) -> None:
    """Only a timer overlaps another shape: the task on whose edge it sits."""
    met = {
        frozenset({drawing.kinds[one], drawing.kinds[other]})
        for (one, place), (other, another) in combinations(drawing.steps().items(), 2)
        if place.meets(another)
    }
    assert met <= {frozenset({"boundaryEvent", "userTask"})}


def test_everything_lies_in_its_lane(drawing: Drawing) -> None:
    """Each step, its documents and their labels lie within the lane that holds them."""
    for step, lane in drawing.lanes.items():
        assert drawing.shapes[lane].holds(drawing.shapes[step]), f"{step} lies outside {lane}"
        assert drawing.shapes[lane].holds(drawing.labels.get(step, drawing.shapes[step])), f"label of {step}"
    (pool,) = (each for each, kind in drawing.kinds.items() if kind == "participant")
    assert all(drawing.shapes[pool].holds(shape) for shape in drawing.shapes.values())


def test_documents_stand_beside_their_tasks(drawing: Drawing) -> None:
    """No association line is long."""
    lengths = {
        line: sum(piece.right - piece.left + piece.bottom - piece.top for piece in pieces)
        for line, pieces in drawing.of_kind("dataInputAssociation", "dataOutputAssociation")
    }
    assert max(lengths.values()) <= LONGEST_ASSOCIATION


def test_everything_with_a_name_shows_it(drawing: Drawing) -> None:
    """Events, the diamond, its branches and the documents have a placed label."""
    labelled = {"startEvent", "endEvent", "boundaryEvent", "exclusiveGateway", "dataObjectReference"}
    wanted = {each for each, kind in drawing.kinds.items() if kind in labelled} | {"alur_ya", "alur_tidak"}
    assert wanted == set(drawing.labels)
