"""What tests of the inbox's actions look at again and again: a claimed task, as it is stored, and its history."""

from __future__ import annotations

from uuid import UUID

from office_fixtures import Players
from sop_steps import case_at

from app import history
from app.actions.claim_task import claim_task
from app.case_file import open_case
from app.demo.cast import OPERATOR, Person
from persistence import cases, tasks
from persistence.tasks import Task


def claimed(players: Players, person: Person = OPERATOR) -> Task:
    """Return a task of row 2 that a person has claimed."""
    task = players.open_task(case_at(players, "2"))
    with players.app.test_request_context():
        claim_task(players.office, players.actor(person), task.id)
    return task


def account_id(players: Players, person: Person) -> int:
    """Return the account of a person."""
    found = players.actor(person).account_id
    assert found
    return found


def stored(players: Players, task_id: UUID) -> Task:
    """Return a task as it is now."""
    with players.office.database.reading() as connection:
        task = tasks.read(connection, task_id)
    assert task
    return task


def told(players: Players, case_id: UUID) -> list[str]:
    """Return the history of a case in sentences, in order."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        row = cases.read(connection, case_id)
        assert row
        case = open_case(players.office, row)
        happenings = history.read(connection, case)
        return [sentence.text for sentence in history.tell(connection, happenings, case.diagram.sop)]
