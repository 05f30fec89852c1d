"""Cases change from the version that was read, and their numbers have no gaps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import case_numbers, cases, journal, tasks
from persistence.database import Database
from persistence.tasks import ClosedTask
from persistence.verification import verify


def test_a_case_is_found_by_id_and_by_number(office: Any) -> None:
    """What was written is read back as it was."""
    with office.database.transaction() as connection:
        case = office.add_case(connection, reporter_id=office.operator)
        later = office.add_case(
            connection,
            reporter_id=office.operator,
            follow_up_of=case.id,
            submitted_at=office.now + timedelta(1),
        )
    with office.database.reading() as connection:
        assert cases.read(connection, case.id) == case
        assert cases.read_by_number(connection, case.number) == case
        assert cases.of_reporter(connection, office.operator) == [later, case]
        assert cases.follow_ups(connection, case.id) == [later]
        assert cases.running_ids(connection) == [case.id, later.id]
        assert cases.read(connection, uuid4()) is None
        assert cases.read_by_number(connection, "9999/2026") is None


def test_only_the_version_that_was_read_changes(office: Any) -> None:
    """A stale version changes nothing and says so."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        assert cases.update_case(connection, case.id, 1, entries=2, state=b"new")
        assert not cases.update_case(connection, case.id, 1, state=b"stale")
        read = cases.read(connection, case.id)
        assert read
        assert (read.version, read.state) == (3, b"new")


def test_one_of_two_completions_wins(office: Any) -> None:
    """Of several people who complete one task at once, one does, and the case has one more entry."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case)
        end = journal.position(connection, case.id)

    def complete(account_id: int) -> bool:
        with office.database.transaction() as connection:
            if not cases.update_case(connection, case.id, case.version):
                return False
            tasks.record(connection, closed=[ClosedTask(task.id, "completed", office.now, account_id)])
            journal.append(connection, case.id, end, office.key, office.entry(actor_id=account_id))
            return True

    with ThreadPoolExecutor(6) as people:
        won = list(people.map(complete, [office.operator, office.other] * 3))
    assert won.count(True) == 1
    with office.database.reading() as connection:
        assert len(journal.entries_of(connection, case.id)) == 2
        assert verify(connection) == []


def test_numbers_have_no_gaps_under_parallel_submission(office: Any) -> None:
    """Cases submitted at once, some of which fail, get each number once and leave none out."""

    def submit(fails: bool) -> None:
        with office.database.transaction() as connection:
            case = office.add_case(connection)
            if fails:
                cases.create(connection, case)

    def try_to_submit(number: int) -> bool:
        if number % 3 == 0:
            with pytest.raises(IntegrityError):
                submit(True)
            return False
        submit(False)
        return True

    with ThreadPoolExecutor(6) as people:
        submitted = list(people.map(try_to_submit, range(30))).count(True)
    with office.database.reading() as connection:
        stored = [cases.read(connection, case_id) for case_id in cases.running_ids(connection)]
    assert sorted(case.serial for case in stored if case) == list(range(1, submitted + 1))


def test_every_year_has_its_own_numbers(database: Database) -> None:
    """A new year begins with 1 and leaves the old series alone."""
    with database.transaction() as connection:
        taken = [case_numbers.next_serial(connection, year) for year in (2026, 2026, 2027, 2026, 2027)]
    assert taken == [1, 2, 1, 3, 2]


def test_a_number_belongs_to_one_case(office: Any) -> None:
    """Two cases with one number are refused."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        office.add_case(connection, number=case.number)
