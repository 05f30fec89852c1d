"""Parse a BPMN file from a stranger: nothing is fetched, nothing expands, and its schema holds."""

import threading
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn
from xml.parsers import expat

from lxml import etree

from processes import bpmn
from processes.errors import InvalidDiagram
from processes.messages import N_, Problem

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 100
MAX_ATTRIBUTES: Final = 60
_MAX_REPORTED = 20

_one_validation = threading.Lock()


def parse(xml: bytes) -> etree._Element:
    """Return the root of a BPMN 2.0 file of at most 2 MB in UTF-8. Raises InvalidDiagram."""
    if len(xml) > MAX_BYTES:
        raise InvalidDiagram(Problem(None, N_("Berkas lebih besar dari 2 MB")))
    _scan(xml)
    hardened = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, hardened)
    except etree.XMLSyntaxError as error:
        raise InvalidDiagram(_not_xml(error.lineno)) from error
    _validate(root)
    return root


def _not_xml(line: int | None) -> Problem:
    return Problem(None, N_("Berkas ini bukan XML yang utuh (baris %(line)s)"), {"line": line}, line)


def _scan(xml: bytes) -> None:
    """Refuse what could hurt before any tree is built."""
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def refuse(reason: str) -> NoReturn:
        raise InvalidDiagram(Problem(None, reason, line=parser.CurrentLineNumber))

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() != "utf-8":
            refuse(N_("Berkas harus ditulis dalam UTF-8"))

    def enter(_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            refuse(N_("Susunan berkas terlalu dalam atau terlalu padat untuk sebuah diagram"))

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = lambda *_: refuse(N_("Berkas memuat DOCTYPE, yang tidak diterima"))
    parser.ProcessingInstructionHandler = lambda *_: refuse(N_("Berkas memuat instruksi pemroses, yang tidak diterima"))
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise InvalidDiagram(_not_xml(error.lineno)) from error


@cache
def _schema() -> etree.XMLSchema:
    """Load the BPMN 2.0 schema, which ships inside SpiffWorkflow; the package itself is not imported."""
    package = find_spec("SpiffWorkflow")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("SpiffWorkflow is not installed, and the BPMN schema is part of it")
    folder = Path(package.submodule_search_locations[0])
    return etree.XMLSchema(etree.parse(folder / "bpmn" / "parser" / "schema" / "BPMN20.xsd"))


def _validate(root: etree._Element) -> None:
    with _one_validation:  # The log of errors belongs to the schema, which all threads share.
        schema = _schema()
        if schema.validate(root):
            return
        log: Iterable[etree._LogEntry] = schema.error_log  # type: ignore[assignment]  # Not so in the stubs.
        found = [(entry.line, entry.message) for entry in log][:_MAX_REPORTED]
    raise InvalidDiagram(
        *(
            Problem(
                _element_at(root, line),
                N_("Tidak sesuai dengan skema BPMN 2.0: %(detail)s"),
                {"detail": message.replace("{http://www.omg.org/spec/BPMN/20100524/MODEL}", "")},
                line,
            )
            for line, message in found
        )
    )


def _element_at(root: etree._Element, line: int) -> str | None:
    """Return the id of the last element that begins at or before a line and has one."""
    ids = [each.get("id") for each in root.iter() if (bpmn.line(each) or 0) <= line]
    return next((found for found in reversed(ids) if found), None)
