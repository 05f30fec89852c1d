"""A task is claimed by one person of its lane; everybody else reads who has it, or finds nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from office_fixtures import Players
from sop_steps import RECEIVED, case_at

from app.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    CITIZEN,
    LEAD,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SECOND_OPERATOR,
    SUPERVISOR,
    Person,
)
from persistence import journal, tasks
from persistence.tasks import Task

CLOSED = 'disabled aria-describedby="alasan-isian"'  # The button of a form that is not hers to fill in.
VERBS = ("", "/ambil", "/lepas", "/draf", "/identitas")


def kinds(players: Players, case_id: UUID) -> list[str]:
    """Return what the case's journal says happened."""
    with players.office.database.reading() as connection:
        return [entry.kind for entry in journal.entries_of(connection, case_id)]


def stored(players: Players, task: Task) -> Task | None:
    """Return a task as it is now."""
    with players.office.database.reading() as connection:
        return tasks.read(connection, task.id)


def test_a_claimed_task_is_ones_own_until_it_is_released(players: Players) -> None:
    """Claiming leads to the form, twice has one effect, and releasing gives the task back to the lane."""
    case_id = case_at(players, "2")
    task = players.open_task(case_id)
    client = players.client(OPERATOR)
    for _ in range(2):
        answer = client.post(f"/tugas/{task.id}/ambil")
        assert (answer.status_code, answer.location) == (303, f"/tugas/{task.id}")
    assert CLOSED not in client.get(f"/tugas/{task.id}").text
    assert kinds(players, case_id).count("task_claimed") == 1
    answer = client.post(f"/tugas/{task.id}/lepas", follow_redirects=True)
    assert "Tugas dikembalikan ke lajur" in answer.text
    assert CLOSED in client.get(f"/tugas/{task.id}").text
    assert kinds(players, case_id)[-1] == "task_released"


def test_the_second_reads_who_has_the_task_and_since_when(players: Players) -> None:
    """Claiming, drafting, releasing and completing somebody else's task are refused with her name and the time."""
    task = players.open_task(case_at(players, "2"))
    players.client(OPERATOR).post(f"/tugas/{task.id}/ambil")
    players.clock.pass_(minutes=3)
    other = players.client(SECOND_OPERATOR)
    for verb in ("/ambil", "/lepas", "/draf", ""):
        answer = other.post(f"/tugas/{task.id}{verb}", data=RECEIVED)
        assert answer.status_code == 409
        assert "diambil oleh Dewi Lestari pada Selasa, 24 November 2026 pukul 10.00 WIB" in answer.text
    page = other.get(f"/tugas/{task.id}").text
    assert "Formulir ini diisi oleh Dewi Lestari" in page
    assert CLOSED in page


def test_one_of_several_claims_at_once_wins(players: Players) -> None:
    """However many press the button together, one owns the task and the journal says it once."""
    case_id = case_at(players, "2")
    task = players.open_task(case_id)
    clients = [players.client(person) for person in (OPERATOR, SECOND_OPERATOR) * 2]
    with ThreadPoolExecutor(len(clients)) as people:
        answers = list(people.map(lambda client: client.post(f"/tugas/{task.id}/ambil").status_code, clients))
    now = stored(players, task)
    assert now
    assert now.owner_id in {players.actor(person).account_id for person in (OPERATOR, SECOND_OPERATOR)}
    # A person who pressed twice owns it both times.
    assert sorted(answers) == [303, 303, 409, 409]
    assert kinds(players, case_id).count("task_claimed") == 1


@pytest.mark.parametrize("person", [OTHER_UNIT_OFFICER, OPERATOR, LEAD, CITIZEN, ADMINISTRATOR, AUDITOR, SUPERVISOR])
def test_a_foreign_task_is_not_there(players: Players, person: Person) -> None:
    """Another lane, another unit and other roles get the same answer as for a task that does not exist."""
    task = players.open_task(case_at(players, "4"))
    client = players.client(person)
    for verb in VERBS:
        assert client.post(f"/tugas/{task.id}{verb}").status_code == 404
        assert client.post(f"/tugas/{uuid4()}{verb}").status_code == 404
    if person != SUPERVISOR:
        assert client.get(f"/tugas/{task.id}").status_code == 404
        assert client.get(f"/tugas/{task.id}/diagram.bpmn").status_code == 404
    assert stored(players, task) == task


def test_the_reporters_own_task_is_no_task_of_staff(players: Players) -> None:
    """Row 7 is the reporter's: staff neither see nor claim it here, even when they are the reporter themselves."""
    task = players.open_task(case_at(players, "7", OPERATOR))
    client = players.client(OPERATOR)
    for verb in VERBS:
        assert client.post(f"/tugas/{task.id}{verb}").status_code == 404
    for person in (OPERATOR, SUPERVISOR):
        assert players.client(person).get(f"/tugas/{task.id}").status_code == 404


def test_only_the_owner_releases(players: Players) -> None:
    """A task that nobody has claimed cannot be given back."""
    task = players.open_task(case_at(players, "2"))
    assert players.client(OPERATOR).post(f"/tugas/{task.id}/lepas").status_code == 403
