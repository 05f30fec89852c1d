"""The SOP on the screen is the diagram, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from admin_desk import Desk
from office_fixtures import Players

from app.actions.publish_sop import publish_sop
from app.admin import sop_table
from app.security.actor import SYSTEM
from processes import diagram

READING_C = Path(__file__).parents[2] / "fixtures" / "reading_c.bpmn"


def shapes(lines: list[sop_table.Line]) -> list[tuple[int, str]]:
    """Return the place and the symbol of each row."""
    return [next((place, cell.symbol) for place, cell in enumerate(line.cells) if cell.symbol) for line in lines]


@pytest.fixture
def lines(players: Players) -> list[sop_table.Line]:
    with players.app.test_request_context():
        return sop_table.lines(diagram.read(diagram.seed()).sop)


def test_each_row_has_its_symbol_in_its_lane(lines: list[sop_table.Line]) -> None:
    """The first and last rows are capsules, the one that decides is a diamond, the others are boxes."""
    assert shapes(lines) == [
        (0, "capsule"),
        (1, "box"),
        (1, "diamond"),
        (3, "box"),
        (2, "box"),
        (1, "box"),
        (0, "capsule"),
    ]
    assert lines[2].cells[1].answers == ("Ya: ke baris 6", "Tidak: ke baris 4")


def test_the_arrows_lead_from_row_to_row(lines: list[sop_table.Line]) -> None:
    """An arrow passes every lane between two rows and no other."""
    assert [cell.lines for cell in lines[3].cells] == [(), ("right", "out"), ("left", "right"), ("left", "in", "down")]
    assert lines[2].cells[1].lines == ("straight", "down")
    assert lines[6].cells[0].lines == ("right", "in")


def test_the_table_says_what_the_office_signed(lines: list[sop_table.Line]) -> None:
    """Words, documents and times are those of the SOP."""
    assert lines[1].activity == "Menerima input pengaduan"
    assert (lines[3].inputs, lines[3].time, lines[3].outputs) == (
        ("Laporan Pengaduan",),
        "2 hari",
        ("Laporan Tanggapan Pengaduan",),
    )
    assert lines[5].inputs == ("Laporan Tanggapan Pengaduan",)


def test_an_empty_field_of_the_identity_is_seen(desk: Desk) -> None:
    """What the office has not filled in stands there as not filled in."""
    page = desk.read("/sop")
    assert page.count("belum diisi") == 6
    assert "Permendagri Nomor 13 Tahun 2006" in page


def test_another_reading_of_the_sop_moves_the_symbols(desk: Desk) -> None:
    """A diagram in which other lanes do rows 3 and 5 is shown so, with no change of code."""
    publish_sop(desk.players.office, SYSTEM, READING_C.read_bytes())
    with desk.players.app.test_request_context():
        lines = sop_table.lines(diagram.read(READING_C.read_bytes()).sop)
    assert [shapes(lines)[place] for place in (2, 4)] == [(2, "diamond"), (2, "box")]
    assert "Versi 2" in desk.read("/sop")
    assert desk.client.get("/pengelolaan/sop/diagram.bpmn").data == READING_C.read_bytes()
