"""The diagram is the SOP: read a BPMN file into the values that it stands for."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from processes import hardened_xml, table
from processes.sop import Sop


@dataclass(frozen=True)
class Diagram:
    """Hold the exact bytes of a diagram, their digest in hexadecimal, and the SOP that they say."""

    xml: bytes
    sha256: str
    sop: Sop


def read(xml: bytes) -> Diagram:
    """Read a diagram, trusting nothing in it. Raises InvalidDiagram."""
    return Diagram(xml, sha256(xml).hexdigest(), table.read(hardened_xml.parse(xml)))


def seed() -> bytes:
    """Return the diagram that a new office starts with."""
    return (files("processes") / "diagrams" / "pengaduan.bpmn").read_bytes()
