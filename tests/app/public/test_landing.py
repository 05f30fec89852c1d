"""The first page says what the running SOP promises."""

from __future__ import annotations

import re
from pathlib import Path

from office_fixtures import Players

from app.actions.publish_sop import publish_sop
from app.public.office_hours import hours_in_words
from app.public.path_ahead import rows_ahead
from app.public.stages import stages, time_to_reply
from app.security.actor import SYSTEM
from processes import diagram
from processes.office_hours import RAMADAN_ESTIMATES, default_calendar

FIXTURES = Path(__file__).parents[2] / "fixtures"
STAGE = re.compile(r"<h3>(.+?)</h3>.*?(?=</li>)", re.DOTALL)
TIME = re.compile(r"paling lama</span> (.+?)</div>")


def times_on(page: str) -> dict[str, str]:
    """Read the stages of the page with their standard times."""
    found = {}
    for stage in STAGE.finditer(page):
        time = TIME.search(stage[0])
        found[stage[1]] = time[1] if time else ""
    return found


def test_the_times_are_those_of_the_diagram(players: Players) -> None:
    """Each stage has the standard times of its rows together; what the citizen does herself has none."""
    assert times_on(players.client().get("/").text) == {
        "Terkirim": "",
        "Diterima petugas": "10 menit",
        "Ditelaah": "2 jam",
        "Diproses unit": "2 hari kerja",
        "Tanggapan diperiksa": "40 menit",
        "Terjawab": "",
    }


def test_another_diagram_makes_other_promises(players: Players) -> None:
    """A time that is changed in the diagram is changed on the page, with no change of code."""
    changed = diagram.seed().replace(b'"P2D"', b'"P5D"').replace(b'"PT120M"', b'"PT45M"')
    with players.app.test_request_context():
        publish_sop(players.office, SYSTEM, changed)
    times = times_on(players.client().get("/").text)
    assert (times["Diproses unit"], times["Ditelaah"]) == ("5 hari kerja", "45 menit")


def test_it_explains_the_hours_and_the_confidentiality(players: Players) -> None:
    """Office hours come from the calendar, and who sees what from the form."""
    page = players.client().get("/").text
    assert "Senin–Kamis 07.30–12.00 dan 13.00–16.00; Jumat 07.30–11.30 dan 13.00–16.30" in page
    assert "Dalam 10 hari kerja setelah dijawab" in page
    for word in ("Biasa", "Anonim", "Rahasia"):
        assert f"<dt>{word}</dt>" in page


def test_ramadan_has_its_hours(players: Players) -> None:
    """In a season with other hours the page says these."""
    ramadan = RAMADAN_ESTIMATES[2026]
    season = type(default_calendar())(
        version=1, zone="Asia/Jakarta", weekly=default_calendar().weekly, seasons=(ramadan,)
    )
    with players.app.test_request_context():
        assert hours_in_words(season, ramadan.first)[0] == "Senin–Kamis 08.00–12.00 dan 12.30–15.00"


def test_the_other_readings_are_explained_too(players: Players) -> None:
    """Whoever holds a row, the citizen reads the same stages."""
    with players.app.test_request_context():
        for name in ("reading_b.bpmn", "reading_c.bpmn"):
            sop = diagram.read((FIXTURES / name).read_bytes()).sop
            assert [stage.status for stage in stages(sop)] == [
                "submitted",
                "received",
                "classifying",
                "in_progress",
                "checking_answer",
                "answered",
            ]
            assert time_to_reply(sop) == "10 hari kerja"


def test_rows_that_a_decision_may_skip_are_known() -> None:
    """From the start every row may come; those on one side of the diamond do not come in every case."""
    sop = diagram.read(diagram.seed()).sop
    ahead = rows_ahead(sop, [sop.first_row])
    assert {row for row, is_certain in ahead.items() if not is_certain} == {"menanggapi", "memeriksa_tanggapan"}
    assert set(rows_ahead(sop, ["menginput_tanggapan"])) == {"terjawab"}


def test_the_privacy_notice_is_there(players: Players) -> None:
    """It names the law, the rights and how long a draft is kept."""
    page = players.client().get("/privasi").text
    for words in ("UU 27/2022", "30 hari", "Hak Anda"):
        assert words in page
