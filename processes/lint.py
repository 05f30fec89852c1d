"""Judge a diagram before it is published: one Indonesian sentence for each thing that is wrong."""

from collections.abc import Collection
from dataclasses import replace

from lxml import etree

from processes import bpmn, hardened_xml, lint_drawing, lint_elements, lint_flows, lint_table
from processes.diagram import Diagram, read
from processes.errors import InvalidDiagram, UnsupportedElement
from processes.messages import N_, Problem
from processes.spiff.plan import plan_of


def find_problems(xml: bytes, forms: Collection[str] | None = None) -> list[Problem]:
    """Judge any file: what keeps it from being read, else what `check` finds. Never raises for its content."""
    try:
        return check(read(xml), forms)
    except InvalidDiagram as error:
        return list(error.problems)


def check(diagram: Diagram, forms: Collection[str] | None = None) -> list[Problem]:
    """List the problems of a diagram, errors first, in the order of the file.

    `forms` are the names of the forms that exist; without them the names on the rows are not judged.
    Only errors forbid a publication. Source of the rules: Permenpan-RB 35/2012 for the table, and what
    the engine runs safely.
    """
    root = hardened_xml.parse(diagram.xml)
    found = [
        *lint_elements.check(root),
        *lint_drawing.check(root),
        *lint_table.check(diagram.sop, forms),
        *lint_flows.check(diagram.sop, _ends(root)),
    ]
    if not any(problem.severity == "error" for problem in found):
        found += _not_run(diagram)
    lines = {each.get("id"): bpmn.line(each) for each in root.iter() if each.get("id")}
    placed = [problem if problem.line else replace(problem, line=lines.get(problem.element_id)) for problem in found]
    return sorted(placed, key=lambda problem: (problem.severity != "error", problem.line or 0))


def _not_run(diagram: Diagram) -> list[Problem]:
    """Ask the engine itself, whatever the rules above have let through."""
    try:
        plan_of(diagram)
    except UnsupportedElement as error:
        return [Problem(error.element_id, N_("Mesin proses tidak dapat menjalankan unsur ini"))]
    return []


def _ends(root: etree._Element) -> frozenset[str]:
    return frozenset(each.get("id", "") for each in bpmn.find_all(root, "bpmn:process/bpmn:endEvent"))
