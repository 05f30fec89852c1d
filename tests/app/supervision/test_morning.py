"""The morning page: every number leads to a list that agrees, everybody is shown, and reasons stand beside tasks."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from office_fixtures import Players
from sop_steps import case_at

from app.actions.claim_task import claim_task
from app.actions.hand_over import hand_over
from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from app.supervision.morning_page import Morning, morning

LINK = re.compile(r'<a class="count[^"]*" href="([^"]+)">(\d+)<|href="([^"]+)"><strong>(\d+)</strong>')


@pytest.fixture
def busy(players: Players) -> Players:
    """Give an office with tasks in several rows: late, due today, due tomorrow, claimed and free, and some done."""
    for row in ("2", "2", "3", "4", "5"):
        case_at(players, row)
    players.clock.pass_(hours=1)
    claimed = case_at(players, "4")
    claim_task(players.office, players.actor(UNIT_OFFICER), players.open_task(claimed).id)
    players.clock.pass_(hours=23)
    return players


def test_every_number_leads_to_as_many_tasks(busy: Players) -> None:
    """Whatever number is clicked, the list holds as many tasks as it says."""
    client = busy.client(SUPERVISOR)
    page = client.get("/pengawasan").text
    found = [(one[0] or one[2], int(one[1] or one[3])) for one in LINK.findall(page)]
    assert len(found) > 20
    for address, number in dict.fromkeys(found):
        listed = client.get(html.unescape(address)).text
        assert listed.count('class="late-report"') == number, address


def test_everybody_is_shown(busy: Players) -> None:
    """Who has no task is there too; what waits for whom is counted in standard time."""
    page = _read(busy)
    loads = {load.numbers.name: load for load in page.people}
    assert {OPERATOR.name, SECOND_OPERATOR.name, LEAD.name, UNIT_OFFICER.name} <= set(loads)
    assert loads[LEAD.name].numbers.tally.open == 0
    assert loads[UNIT_OFFICER.name].waiting_minutes == 2 * page.daily_minutes
    assert loads[OPERATOR.name].done == 7
    assert page.total.tally.open == 6
    assert page.unclaimed.tally.open == 5


def test_a_reason_stands_beside_its_task(busy: Players) -> None:
    """A reason of the owner or the supervisor is shown, and counts more than one for handing over."""
    client = busy.client(SUPERVISOR)
    late = next(line for line in _read(busy).worst if line.row.number == "2")
    actor = busy.actor(SUPERVISOR)
    receiver = busy.actor(OPERATOR).account_id
    with busy.app.test_request_context():
        hand_over(busy.office, actor, late.id, receiver, "Rina sedang pelatihan", late.id)
    assert "Rina sedang pelatihan" in client.get("/pengawasan").text
    owner = busy.client(OPERATOR)
    answer = owner.post(f"/tugas/{late.id}/terlambat", data={"alasan_terlambat": "Menunggu data desa", "perintah": "a"})
    assert answer.status_code == 303
    assert owner.post(f"/tugas/{late.id}/terlambat", data={"alasan_terlambat": "", "perintah": "b"}).status_code == 422
    page = client.get("/pengawasan").text
    assert "Menunggu data desa" in page
    assert "Alasan terlambat menurut Dewi Lestari" in page
    assert "Rina sedang pelatihan" not in page
    history = client.get(f"/tugas/{late.id}").text
    assert "Dewi Lestari menjelaskan mengapa" in history


def test_only_late_tasks_are_explained(players: Players) -> None:
    """A task in time needs no excuse, and nobody but its owner and a supervisor writes one."""
    task = players.open_task(case_at(players, "4"))
    data = {"alasan_terlambat": "Menunggu data desa", "perintah": "a"}
    assert players.client(SUPERVISOR).post(f"/tugas/{task.id}/terlambat", data=data).status_code == 422
    players.clock.pass_(days=9)
    assert players.client(UNIT_OFFICER).get(f"/tugas/{task.id}/terlambat").status_code == 403
    assert players.client(OPERATOR).get(f"/tugas/{task.id}/terlambat").status_code == 404


def test_a_wrong_address_is_no_error(players: Players) -> None:
    """What an address says wrongly lists nothing or everything, and breaks nothing."""
    client = players.client(SUPERVISOR)
    for query in ("orang=abc", "unit=x", "sesudah=kemarin", "keadaan=apa", "orang=99999999999999", "langkah=99"):
        assert client.get(f"/pengawasan/tugas?{query}").status_code == 200


def test_a_list_goes_on_at_its_next_page(busy: Players, monkeypatch: Any) -> None:
    """The pages of a list hold each task once."""
    monkeypatch.setattr("app.supervision.task_list_page.PAGE", 4)
    client, seen, address = busy.client(SUPERVISOR), [], "/pengawasan/tugas"
    while address:
        page = client.get(address).text
        seen += re.findall(r'name="tugas" value="([^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == 6


def _read(players: Players) -> Morning:
    with players.app.test_request_context():
        return morning(players.office)


def test_the_page_is_read_in_few_selects(busy: Players, statements: Any) -> None:
    """However many people and tasks there are, the page asks the same few questions."""
    _read(busy)
    with statements(busy.office.database) as counted:
        _read(busy)
    assert len(counted.statements) <= 9
