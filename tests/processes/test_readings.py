"""The damaged scan can be read in three ways; which lane holds a row is data of the diagram alone."""

from pathlib import Path

import pytest

from processes import diagram, lint
from processes.sop import Sop

FIXTURES = Path(__file__).parents[1] / "fixtures"
READINGS = {
    "B": ("reading_b.bpmn", {"3": "ppid_utama", "5": "operator"}),
    "C": ("reading_c.bpmn", {"3": "ppid_utama", "5": "ppid_utama"}),
}


@pytest.fixture(params=READINGS)
def reading(request: pytest.FixtureRequest) -> tuple[Sop, dict[str, str]]:
    """Read one of the two other readings, with the lanes that it moves."""
    name, moved = READINGS[request.param]
    return diagram.read((FIXTURES / name).read_bytes()).sop, moved


def test_only_the_lanes_differ_from_the_seed(reading: tuple[Sop, dict[str, str]]) -> None:
    """Rows 3 and 5 stand in other lanes; every other value of the SOP is that of the seed."""
    sop, moved = reading
    seed = diagram.read(diagram.seed()).sop
    lanes = {row.number: moved.get(row.number, row.lane.id) for row in seed.rows}
    assert {row.number: row.lane.id for row in sop.rows} == lanes
    assert apart_from_lanes(sop) == apart_from_lanes(seed)


def test_the_linter_accepts_it(reading: tuple[Sop, dict[str, str]]) -> None:
    """No rule assumes which lane holds a row."""
    sop, _ = reading
    name = next(name for name, moved in READINGS.values() if moved["5"] == sop.row("memeriksa_tanggapan").lane.id)
    assert lint.find_problems((FIXTURES / name).read_bytes()) == []


def apart_from_lanes(sop: Sop) -> dict[str, object]:
    """Return everything that an SOP says except who does its rows."""
    rest = dict(vars(sop))
    rest["rows"] = [{name: value for name, value in vars(row).items() if name != "lane"} for row in sop.rows]
    return rest
