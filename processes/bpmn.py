"""The few things of BPMN's XML that reading and checking share."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
SPIFF: Final = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_NAMES: Final = {"bpmn": MODEL, "bpmndi": DRAWING, "spiff": SPIFF}


def find(element: etree._Element, path: str) -> etree._Element | None:
    """Return the first element at a path with the prefixes bpmn, bpmndi and spiff."""
    return element.find(path, _NAMES)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """Return all elements at a path with the prefixes bpmn, bpmndi and spiff."""
    return element.findall(path, _NAMES)


def text(element: etree._Element | None) -> str:
    """Return an element's text without the white space around it; nothing for no element."""
    return (element.text or "").strip() if element is not None else ""


def label(element: etree._Element) -> str:
    """Return an element's name on one line."""
    return re.sub(r"\s+", " ", element.get("name", "")).strip()


def line(element: etree._Element) -> int | None:
    """Return the line of the file on which an element begins."""
    found: int | None = element.sourceline  # type: ignore[assignment]  # The stubs leave its type open.
    return found


def kind(element: etree._Element) -> str:
    """Return the name of an element of BPMN's model, or nothing for any other node."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) and tag.startswith(f"{{{MODEL}}}") else ""


def children(element: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    """Yield the direct children of these kinds of BPMN's model."""
    return (child for child in element if kind(child) in kinds)


def properties(element: etree._Element) -> dict[str, str]:
    """Return the extension properties of an element, in the order of the file."""
    found = find_all(element, "bpmn:extensionElements/spiff:properties/spiff:property")
    return {each.get("name", ""): each.get("value", "").strip() for each in found}
