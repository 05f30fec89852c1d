"""Tasks are claimed by one, drafted by their owner and closed once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import task_reading, tasks
from persistence.journal import Position
from persistence.tasks import ClosedTask, inbox_key


def test_an_inbox_key_names_lane_and_unit() -> None:
    """The whole office's lane and a unit's lane have different inboxes."""
    assert inbox_key("operator", None) == "operator/-"
    assert inbox_key("ppid_pembantu", 3) == "ppid_pembantu/3"


def test_one_claim_wins(office: Any) -> None:
    """Of several people who claim one task at once, exactly one owns it."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))

    def claim(account_id: int) -> bool:
        with office.database.transaction() as connection:
            return tasks.claim(connection, task.id, account_id, office.now)

    with ThreadPoolExecutor(4) as people:
        won = list(people.map(claim, [office.operator, office.other] * 2))
    assert won.count(True) == 1
    with office.database.reading() as connection:
        read = tasks.read(connection, task.id)
    assert read
    assert read.owner_id == [office.operator, office.other][won.index(True) % 2]
    assert read.claimed_at == office.now


def test_only_the_owner_releases_and_drafts(office: Any) -> None:
    """Somebody else can neither give a task back nor write in its form."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        assert not tasks.save_draft(connection, task.id, office.operator, b"draft", office.now)
        assert tasks.claim(connection, task.id, office.operator, office.now)
        assert not tasks.save_draft(connection, task.id, office.other, b"draft", office.now)
        assert not tasks.release(connection, task.id, office.other)
        assert tasks.save_draft(connection, task.id, office.operator, b"draft", office.now)
        assert tasks.release(connection, task.id, office.operator)
        read = tasks.read(connection, task.id)
        assert read
        assert (read.owner_id, read.claimed_at, read.draft_sealed) == (None, None, b"draft")


def test_a_closed_task_is_left_alone(office: Any) -> None:
    """A closed task keeps who closed it and when; it is not claimed, drafted, reassigned or moved any more."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case, owner_id=office.operator)
        cancelled = office.add_task(connection, case)
        assert tasks.save_draft(connection, task.id, office.operator, b"draft", office.now)
        tasks.record(
            connection,
            closed=[
                ClosedTask(task.id, "completed", office.now, office.operator),
                ClosedTask(cancelled.id, "cancelled", office.now, None),
            ],
        )
        assert not tasks.claim(connection, cancelled.id, office.other, office.now)
        assert not tasks.release(connection, task.id, office.operator)
        assert not tasks.reassign(connection, task.id, office.other, office.now)
        assert not tasks.save_draft(connection, task.id, office.operator, b"late", office.now)
        tasks.count_by(connection, case.id, 2, [])
        read = tasks.read(connection, task.id)
        assert read
        assert read.calendar_version == 1
        assert (read.state, read.closed_by, read.closed_at) == ("completed", office.operator, office.now)
        assert (read.due_at, read.draft_sealed) == (task.due_at, None)


def test_closing_an_unknown_task_fails(office: Any) -> None:
    """A task that was never opened is not made by closing it."""
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        tasks.record(connection, closed=[ClosedTask(uuid4(), "completed", office.now, None)])


def test_a_task_opened_and_closed_by_one_action_is_closed(office: Any) -> None:
    """Steps that are written together, as when a case begins, close what an earlier one of them opened."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        new = replace(task, id=uuid4())
        tasks.record(connection, opened=[new], closed=[ClosedTask(new.id, "completed", office.now, None)])
        read = tasks.read(connection, new.id)
    assert read == replace(new, state="completed", closed_at=office.now)


def test_a_supervisor_reassigns(office: Any) -> None:
    """An open task goes to another account, with its draft, or back to the inbox."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection), owner_id=office.operator)
        tasks.save_draft(connection, task.id, office.operator, b"draft", office.now)
        assert tasks.reassign(connection, task.id, office.other, office.now)
        read = tasks.read(connection, task.id)
        assert read
        assert (read.owner_id, read.draft_sealed) == (office.other, b"draft")
        assert tasks.reassign(connection, task.id, None, office.now)
        assert not tasks.reassign(connection, uuid4(), None, office.now)


def test_due_instants_move_with_the_calendar(office: Any) -> None:
    """A new calendar version sets new due instants; None is a task that is never due."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        first, second = office.add_task(connection, case), office.add_task(connection, case, due_at=None)
        later = office.now + timedelta(days=1)
        assert tasks.cases_counted_before(connection, 2) == [case.id]
        tasks.count_by(connection, case.id, 2, [(first.id, None), (second.id, later)])
        assert tasks.cases_counted_before(connection, 2) == []
        stored = {task.id: task for task in tasks.of_case(connection, case.id)}
    assert (stored[first.id].due_at, stored[second.id].due_at) == (None, later)
    assert {task.calendar_version for task in stored.values()} == {2}


def test_one_select_tells_all_before_a_completion(office: Any, statements: Any) -> None:
    """Task, case, chain end, SOP, names and the answer to a repeated command come in one statement."""
    command = uuid4()
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case, owner_id=office.operator)
        end = office.advance(connection, case, office.entry(command_id=command))
        tasks.record(connection, closed=[ClosedTask(task.id, "completed", office.now, office.other)])
    with statements(office.database) as counted, office.database.reading() as connection:
        again = task_reading.read_for_completion(connection, task.id, command)
        assert len(counted.statements) == 1
        new = task_reading.read_for_completion(connection, task.id, uuid4())
        plain = task_reading.read_for_completion(connection, task.id)
        assert task_reading.read_for_completion(connection, uuid4(), command) is None
    assert again
    assert new
    assert (again.task.id, again.case.id, again.case.version) == (task.id, case.id, 2)
    assert again.end == end == Position(2, end.hash)
    assert (again.sop_sha256, again.sop_number) == ("ab" * 32, 1)
    assert (again.owner_name, again.closed_by_name) == ("Sri", "Budi")
    assert again.answered_seq == 2
    assert new.answered_seq is None
    assert new == plain
