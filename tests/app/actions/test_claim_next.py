"""“Ambil berikutnya” gives everybody who presses at once another task, the most urgent first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from inbox_steps import claimed, stored
from office_fixtures import Players
from sop_steps import RECEIVED, case_at

from app.actions.claim_next import claim_next
from app.actions.hand_over import hand_over
from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, UNIT_OFFICER, Person
from persistence import accounts, journal, tasks, units, verification

CROWD = [Person(f"operator{number}@contoh.id", f"Operator {number}", "staff") for number in range(10)]


@pytest.fixture
def crowd(players: Players) -> list[Person]:
    """Seat ten more operators."""
    with players.office.database.transaction() as connection:
        for person in CROWD:
            account_id = accounts.create(connection, person.login, person.name, "staff", players.clock())
            units.join(connection, account_id, "operator", None)
    return CROWD


def press_at_once(players: Players, people: list[Person]) -> list[UUID | None]:
    """Let all of them press together, each in a thread of her own, and return what each got."""
    actors, together = [players.actor(person) for person in people], Barrier(len(people))

    def press(number: int) -> UUID | None:
        together.wait()
        return claim_next(players.office, actors[number], uuid4())

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(press, range(len(people))))


def owners(players: Players, task_ids: list[UUID]) -> list[int | None]:
    """Return whose these tasks are now."""
    return [stored(players, task_id).owner_id for task_id in task_ids]


def test_ten_who_press_at_once_get_ten_tasks(players: Players, crowd: list[Person]) -> None:
    """No task goes to two, none is lost, the ten most urgent go first, and the journal says each once."""
    waiting = []
    for _ in range(12):
        waiting.append(players.open_task(case_at(players, "2")).id)
        players.clock.pass_(seconds=5)
    got = press_at_once(players, crowd)
    assert sorted(map(str, got)) == sorted(map(str, waiting[:10]))
    assert owners(players, [task_id for task_id in got if task_id]) == [players.actor(one).account_id for one in crowd]
    assert owners(players, waiting[10:]) == [None, None]
    with players.office.database.reading() as connection:
        cases = [stored(players, task_id).case_id for task_id in waiting]
        kinds = [entry.kind for case_id in cases for entry in journal.entries_of(connection, case_id)]
        assert kinds.count("task_claimed") == 10
        assert verification.verify(connection) == []


def test_where_fewer_are_left_the_others_are_told(players: Players, crowd: list[Person]) -> None:
    """Six tasks for ten people: six get one, four get nothing, and nobody waits for ever."""
    waiting = [players.open_task(case_at(players, "2")).id for _ in range(6)]
    got = press_at_once(players, crowd)
    assert sorted(str(task_id) for task_id in got if task_id) == sorted(map(str, waiting))
    assert got.count(None) == 4
    assert None not in owners(players, waiting)


def test_the_most_urgent_of_her_lanes_is_hers(players: Players) -> None:
    """First due first, whatever was opened first; what is owned, or another lane's, is passed over."""
    claimed(players, SECOND_OPERATOR)
    case_at(players, "4")
    later = players.open_task(case_at(players, "6")).id
    players.clock.pass_(minutes=1)
    sooner = players.open_task(case_at(players, "2")).id
    operator = players.actor(OPERATOR)
    assert claim_next(players.office, operator, uuid4()) == sooner
    assert claim_next(players.office, operator, uuid4()) == later
    assert claim_next(players.office, operator, uuid4()) is None
    assert claim_next(players.office, players.actor(LEAD), uuid4()) is None


def test_the_same_press_gives_the_same_task(players: Players) -> None:
    """A request that was sent twice claims once; when its task is done, the page asks for another one."""
    first = players.open_task(case_at(players, "2"))
    players.clock.pass_(seconds=5)
    second = players.open_task(case_at(players, "2"))
    operator, press = players.actor(OPERATOR), uuid4()
    assert claim_next(players.office, operator, press) == claim_next(players.office, operator, press) == first.id
    players.complete(OPERATOR, first.case_id, **RECEIVED)
    assert claim_next(players.office, operator, press) in {second.id, players.open_task(first.case_id).id}


def test_one_press_sent_many_times_claims_once(players: Players) -> None:
    """However often and at once a browser sends the same press, one task is claimed."""
    waiting = [players.open_task(case_at(players, "2")).id for _ in range(4)]
    operator, press = players.actor(OPERATOR), uuid4()
    with ThreadPoolExecutor(4) as threads:
        got = set(threads.map(lambda _: claim_next(players.office, operator, press), range(4)))
    assert len(got) == 1
    assert owners(players, waiting).count(None) == 3


def test_a_task_that_was_handed_back_is_free_again(players: Players) -> None:
    """What somebody put off and then gave back to the lane is claimed at once by the next."""
    task = claimed(players)
    with players.office.database.transaction() as connection:
        tasks.snooze(connection, task.id, players.actor(OPERATOR).account_id or 0, players.clock() + timedelta(days=2))
    hand_over(players.office, players.actor(OPERATOR), task.id, None, "Dinas luar", uuid4())
    assert claim_next(players.office, players.actor(SECOND_OPERATOR), uuid4()) == task.id


def test_the_button_leads_to_the_task(players: Players) -> None:
    """Pressed, it opens the task's page; where nothing is left, the list says so."""
    task = players.open_task(case_at(players, "4"))
    client = players.client(UNIT_OFFICER)
    assert client.post("/tugas/berikutnya").location == f"/tugas/{task.id}"
    answer = client.post("/tugas/berikutnya", follow_redirects=True)
    assert "Tidak ada lagi tugas yang dapat diambil" in answer.text
