"""Reading a diagram trusts nothing in it: every bad file ends in a sentence, never in a crash."""

import hashlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from processes import bpmn, diagram, lint
from processes.errors import InvalidDiagram, UnknownElement

SEED = diagram.seed()
TEXTS = [
    "",
    "mengajukan",
    "PT15M",
    '"P999D"',
    "P0D",
    "true",
    "Start",
    "x" * 300,
    "1",
    "kategori.x",
    "%(name)s",
    "__import__",
]


def changed(old: str, new: str) -> bytes:
    """Return the seed with the first occurrence of a text replaced."""
    assert old in SEED.decode()
    return SEED.decode().replace(old, new, 1).encode()


def test_the_digest_is_of_the_exact_bytes() -> None:
    """A diagram keeps the bytes as they came and names them by their SHA-256."""
    read = diagram.read(SEED)
    assert (read.xml, read.sha256) == (SEED, hashlib.sha256(SEED).hexdigest())


def test_unknown_elements_are_told_apart() -> None:
    """Asking for a row, lane or document that an SOP does not have names what was asked."""
    sop = diagram.read(SEED).sop
    for find in (sop.row, sop.lane, sop.document):
        with pytest.raises(UnknownElement, match="tidak_ada"):
            find("tidak_ada")


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (b"", "bukan XML"),
        (b"\x00\xff\xfe", "bukan XML"),
        (SEED[: len(SEED) // 2], "bukan XML"),
        (SEED.ljust(2_000_001), "lebih besar dari 2 MB"),
        (SEED.decode().encode("utf-16"), "bukan XML"),
        (changed('encoding="UTF-8"', 'encoding="ISO-8859-1"'), "UTF-8"),
        (changed("<bpmn:definitions", '<!DOCTYPE d [<!ENTITY a "b">]>\n<bpmn:definitions'), "DOCTYPE"),
        (changed("<bpmn:definitions", "<?php evil ?>\n<bpmn:definitions"), "instruksi pemroses"),
        (changed("<bpmn:process ", "<bpmn:process " + " ".join(f'a{n}="1"' for n in range(61)) + " "), "terlalu padat"),
        (b"<a>" * 101 + b"</a>" * 101, "terlalu dalam"),
        (b"<a/>", "skema BPMN 2.0"),
        (changed("<bpmn:laneSet", "<bpmn:lanSet").replace(b"</bpmn:laneSet", b"</bpmn:lanSet"), "skema BPMN 2.0"),
        (changed('userTask id="menerima"', 'userTask id="mengajukan"'), "skema BPMN 2.0"),
        (changed('sourceRef="mulai"', 'sourceRef="tidak_ada"'), "mulai dari"),
        (changed('isExecutable="true"', 'isExecutable="false"'), "tepat satu proses"),
        (changed('value="unit"', 'value="dinas"'), "Sifat pelaksana dinas"),
        (changed("<bpmn:flowNodeRef>menerima<", "<bpmn:flowNodeRef>mulai<"), "tepat satu pelaksana"),
        (changed("<bpmn:flowNodeRef>menerima<", "<bpmn:flowNodeRef>mengajukan<"), "tepat satu pelaksana"),
        (changed('"PT10M"', "sepuluh menit"), "sepuluh menit"),
        (changed('"PT10M"', '"P0D"'), "P0D"),
        (changed('"PT10M"', ""), "(kosong)"),
        (changed('"PT10M"', '__import__("os").system("true")'), "bukan lama yang dapat dihitung"),
        (changed(">data_pemberi_aduan_masuk_2<", ">mengajukan<"), "bukan sebuah dokumen"),
        (changed('dataObjectRef="data_pengaduan"', 'dataObjectRef="mulai"'), "bukan sebuah dokumen"),
        (changed('sourceRef="mulai" targetRef="mengajukan"', 'sourceRef="mulai" targetRef="selesai"'), "mulai dari"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(xml: bytes, sentence: str) -> None:
    """Too large, not XML, hostile, against the schema, or contradicting itself: each is told."""
    with pytest.raises(InvalidDiagram) as refused:
        diagram.read(xml)
    assert sentence in str(refused.value)


def test_a_problem_names_its_element_and_line() -> None:
    """A message points at the element, also one that comes from the schema."""
    for xml in (changed('"PT10M"', "kapan saja"), changed('attachedToRef="menerima"', 'lampiran="menerima"')):
        with pytest.raises(InvalidDiagram) as refused:
            diagram.read(xml)
        problem = refused.value.problems[0]
        assert problem.element_id == "waktu_menerima"
        assert problem.line is not None
        assert "menerima" in xml.decode().splitlines()[problem.line - 1]


def test_all_contradictions_are_told_at_once() -> None:
    """An administrator repairs a file once, not once for each mistake."""
    xml = changed('"PT10M"', "x").replace(b'"P2D"', b"y").replace(b'value="unit"', b'value="dinas"')
    with pytest.raises(InvalidDiagram) as refused:
        diagram.read(xml)
    assert {problem.element_id for problem in refused.value.problems} >= {
        "waktu_menerima",
        "waktu_menanggapi",
        "ppid_pembantu",
    }


def test_entities_are_neither_expanded_nor_fetched() -> None:
    """A file that names another file never sees its content."""
    declared = '<!DOCTYPE d [<!ENTITY host SYSTEM "file:///etc/hostname">]>\n<bpmn:definitions'
    xml = changed("<bpmn:definitions", declared).replace(b'name="Mulai"', b'name="&host;"')
    with pytest.raises(InvalidDiagram, match="DOCTYPE"):
        diagram.read(xml)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(SEED)), st.integers(0, 60))
def test_damaged_bytes_are_only_ever_an_invalid_diagram(junk: bytes, place: int, length: int) -> None:
    """Whatever bytes replace a stretch of the file, reading refuses it or succeeds."""
    read_or_refuse(SEED[:place] + junk + SEED[place + length :])


def rename(element: etree._Element, number: int) -> None:
    """Give one attribute of an element another value."""
    name = sorted(element.attrib)[number % len(element.attrib)] if element.attrib else "name"
    element.set(name, TEXTS[number % len(TEXTS)])


def reword(element: etree._Element, number: int) -> None:
    """Give an element another text."""
    element.text = TEXTS[number % len(TEXTS)]


def drop(element: etree._Element, _number: int) -> None:
    """Take an element out of the file."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def move(element: etree._Element, number: int) -> None:
    """Put an element elsewhere in the file."""
    others = [each for each in element.getroottree().getroot() if each is not element]
    if others and element.getparent() is not None:
        others[number % len(others)].append(element)


def recast(element: etree._Element, number: int) -> None:
    """Make an element one of another kind."""
    kinds = ("scriptTask", "userTask", "endEvent", "subProcess", "dataObject", "lane", "parallelGateway")
    element.tag = f"{{{bpmn.MODEL}}}{kinds[number % len(kinds)]}"


MUTATIONS: list[Callable[[etree._Element, int], None]] = [rename, reword, drop, move, recast]


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(MUTATIONS), st.integers(0, 2000), st.integers(0, 100)), min_size=1, max_size=4)
)
def test_rearranged_elements_are_only_ever_an_invalid_diagram(
    steps: list[tuple[Callable[[etree._Element, int], None], int, int]],
) -> None:
    """A well-formed file with elements changed, moved or missing is refused or read, and can always be judged."""
    root = etree.fromstring(SEED)
    for mutate, place, number in steps:
        elements = list(root.iter("*"))
        mutate(elements[place % len(elements)], number)
    read_or_refuse(etree.tostring(root))


def read_or_refuse(xml: bytes) -> None:
    """Read a file and judge it; the only exception that may leave `read` is InvalidDiagram."""
    with suppress(InvalidDiagram):
        diagram.read(xml)
    assert all(str(problem) for problem in lint.find_problems(xml))
