"""Every timer has exactly one effect, and none is lost."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import cases, journal, retries, task_reading, timers
from persistence.database import connect
from persistence.timers import SetTimer
from persistence.verification import verify


def timer_of(office: Any, timer_id: UUID) -> timers.Timer:
    """Read one timer."""
    with office.database.reading() as connection:
        found = task_reading.read_for_firing(connection, timer_id)
    assert found
    return found.timer


def test_one_step_is_one_statement(office: Any, statements: Any) -> None:
    """Setting, moving, ending and firing timers of a case takes one statement, and each does what it says."""
    later = office.now + timedelta(hours=1)
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        ended, moved, fired = (office.add_timer(connection, task) for _ in range(3))
        new = SetTimer(uuid4(), task.id, "tutup_otomatis", later, interrupting=True)
        with statements(office.database) as counted:
            timers.record(
                connection,
                task.case_id,
                later,
                set_=[new, SetTimer(moved.id, task.id, moved.element_id, later, interrupting=False)],
                ended=[ended.id],
                fired=[fired.id],
            )
            timers.record(connection, task.case_id, later)
        stored = {timer.id: timer for timer in timers.of_case(connection, task.case_id)}
    assert len(counted.statements) == 1
    assert (stored[new.id].state, stored[new.id].due_at, stored[new.id].interrupting) == ("waiting", later, True)
    assert (stored[moved.id].state, stored[moved.id].due_at) == ("waiting", later)
    assert stored[moved.id].next_try_at == later
    assert (stored[ended.id].state, stored[ended.id].due_at) == ("ended", office.now)
    assert (stored[fired.id].state, stored[fired.id].fired_at) == ("fired", later)
    assert (stored[fired.id].due_at, stored[fired.id].element_id) == (office.now, fired.element_id)


def test_what_fired_stays_fired(office: Any) -> None:
    """A timer that fired is neither ended nor set again."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        timer = office.add_timer(connection, task)
        timers.record(connection, task.case_id, office.now, fired=[timer.id])
        timers.record(connection, task.case_id, office.now, ended=[timer.id])
        timers.record(connection, task.case_id, office.now, set_=[timer])
    assert timer_of(office, timer.id).state == "fired"


def test_an_unknown_timer_cannot_end(office: Any) -> None:
    """Ending a timer that was never set fails instead of making one."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        timers.record(connection, case.id, office.now, ended=[uuid4()])


def test_only_due_timers_are_taken_earliest_first(office: Any) -> None:
    """A timer is due at its instant, not before, and nobody takes it twice before the lease ends."""
    second = timedelta(seconds=1)
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        assert timers.next_try_at(connection) is None
        due = [office.add_timer(connection, task, office.now + n * second) for n in (2, 0, 1, 9)]
        assert timers.next_try_at(connection) == office.now
        assert timers.take_due(connection, office.now - second, limit=9) == []
        taken = timers.take_due(connection, office.now + 2 * second, limit=2)
        assert [timer.id for timer in taken] == [due[1].id, due[2].id]
        assert [timer.attempts for timer in taken] == [1, 1]
        assert [t.id for t in timers.take_due(connection, office.now + 2 * second, limit=9)] == [due[0].id]
        again = timers.take_due(connection, office.now + 3 * second + timers.LEASE, limit=9)
        assert [timer.id for timer in again] == [due[1].id, due[2].id, due[0].id, due[3].id]
        assert [timer.attempts for timer in again] == [2, 2, 2, 1]


def test_a_failing_timer_is_tried_later_and_then_shown(office: Any) -> None:
    """The pauses grow to an hour; after the last attempt the timer waits for the administrator."""
    now = office.now
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        timer_id = office.add_timer(connection, task).id
        pauses = []
        for _ in range(retries.MOST_ATTEMPTS):
            (timer,) = timers.take_due(connection, now, limit=1)
            given_up = timers.record_failure(connection, timer, now, "EngineError")
            tried = timers.next_try_at(connection) or now
            pauses.append((tried - now) // timedelta(minutes=1))
            now = tried
        assert given_up
        assert pauses == [1, 2, 4, 8, 16, 32, 60, 0]
        assert timers.take_due(connection, now + timedelta(days=9), limit=1) == []
        (shown,) = timers.failed(connection)
        assert (shown.id, shown.attempts, shown.last_error) == (timer_id, 8, "EngineError")
        assert timers.try_again(connection, timer_id, now)
        assert not timers.try_again(connection, timer_id, now)
        (timer,) = timers.take_due(connection, now, limit=1)
        assert timer.attempts == 1


def test_one_select_tells_all_before_firing(office: Any, statements: Any) -> None:
    """Timer, task, case and whether it fired already come in one statement."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        timer = office.add_timer(connection, office.add_task(connection, case))
    with statements(office.database) as counted, office.database.reading() as connection:
        found = task_reading.read_for_firing(connection, timer.id)
        assert len(counted.statements) == 1
        assert task_reading.read_for_firing(connection, uuid4()) is None
    assert found
    assert (found.timer.id, found.within.task.id, found.within.case) == (timer.id, timer.task_id, case)
    assert found.within.answered_seq is None


def fire(office: Any, timer_id: UUID) -> bool:
    """Fire a timer as the worker does: read, then write if nobody was first."""
    with office.database.reading() as connection:
        found = task_reading.read_for_firing(connection, timer_id)
    assert found
    case = found.within.case
    with office.database.transaction() as connection:
        if not cases.update_case(connection, case.id, case.version):
            return False
        timers.record(connection, case.id, office.now, fired=[timer_id])
        entry = office.entry("fired", command_id=timer_id)
        journal.append(connection, case.id, found.within.end, office.key, entry)
    return True


def work(office: Any, fired: list[UUID]) -> None:
    """Take due timers and fire them until none is left."""
    while True:
        with office.database.transaction() as connection:
            taken = timers.take_due(connection, office.now, limit=5)
        if not taken:
            return
        for timer in taken:
            while not fire(office, timer.id):
                pass
            fired.append(timer.id)


def test_several_workers_fire_each_timer_once(office: Any) -> None:
    """Four workers share sixty due timers of ten cases: every timer fires once and every chain is whole."""
    with office.database.transaction() as connection:
        tasks = [office.add_task(connection, office.add_case(connection)) for _ in range(10)]
        due = [office.add_timer(connection, task).id for task in tasks for _ in range(6)]
    fired: list[UUID] = []
    workers = [threading.Thread(target=work, args=(office, fired)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(fired) == sorted(due)
    with office.database.reading() as connection:
        assert verify(connection, lambda _: office.key) == []
    assert {timer_of(office, timer_id).state for timer_id in due} == {"fired"}


def test_a_sweep_with_nothing_due_reads_the_index(sqlite_url: str, statements: Any) -> None:
    """Looking for the next timer is one search in the index of waiting timers."""
    database = connect(sqlite_url)
    with statements(database) as counted, database.reading() as connection:
        timers.next_try_at(connection)
        statement, parameters = counted.statements[0]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).one()[-1]
    database.close()
    assert plan.startswith("SEARCH timers USING COVERING INDEX ix_timers_next_try")
