"""A timer fires once, at or after its due instant, and never is lost."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID

from app_cases import RECEIVE, answered_case
from office_fixtures import Players

from app.actions.fire_timer import fire_due_timers, fire_timer
from app.actions.open_follow_up import answer_case
from app.actions.retry import retry_timer
from app.demo.cast import ADMINISTRATOR, CITIZEN, OPERATOR
from app.errors import TaskGone
from app.worker import run_once
from persistence import cases, journal, sealing, tasks, timers, verification
from persistence.journal import JournalEntry
from persistence.timers import Timer


def timers_of(players: Players, case_id: UUID) -> list[Timer]:
    with players.office.database.reading() as connection:
        return timers.of_case(connection, case_id)


def work(players: Players) -> int:
    """Let a worker do everything that is due."""
    with players.app.app_context():
        return run_once(players.office)


def fired_entries(players: Players, case_id: UUID) -> list[JournalEntry]:
    with players.office.database.reading() as connection:
        return [entry for entry in journal.entries_of(connection, case_id) if entry.kind == "timer_fired"]


def payload(players: Players, entry: JournalEntry) -> dict[str, object]:
    with players.office.database.reading() as connection:
        case = cases.read(connection, entry.case_id or uuid.UUID(int=0))
    assert case
    assert case.sealed_key
    return journal.open_payload(entry, sealing.unwrap(players.office.keys.master, case.sealed_key))


def test_a_timer_that_is_not_due_waits(players: Players) -> None:
    """A task in its standard time is left alone."""
    players.submit()
    players.clock.pass_(minutes=9)
    assert fire_due_timers(players.office) == 0


def test_a_due_timer_fires_once_and_says_when_it_was_due(players: Players) -> None:
    """The journal holds both the due and the firing instant; the task stays open."""
    case_id = players.submit().case_id
    due = players.clock() + timedelta(minutes=10)
    players.clock.pass_(minutes=12)
    assert work(players) > 0
    assert fire_due_timers(players.office) == 0
    (entry,) = fired_entries(players, case_id)
    assert entry.at == players.clock()
    assert payload(players, entry)["due"] == due.isoformat()
    assert players.open_task(case_id).element_id == "menerima"
    (timer,) = [timer for timer in timers_of(players, case_id) if timer.state == "fired"]
    assert (timer.due_at, timer.fired_at) == (due, players.clock())


def test_after_a_day_of_standstill_each_missed_timer_fires_once(players: Players) -> None:
    """Timers that came due while no worker ran fire late, each once, and the chains stay whole."""
    numbers = [players.submit().case_id for _ in range(3)]
    players.clock.pass_(days=1)
    work(players)
    work(players)
    assert [len(fired_entries(players, case_id)) for case_id in numbers] == [1, 1, 1]
    with players.office.database.reading() as connection:
        assert verification.verify(connection) == []


def test_a_completed_task_takes_its_timer_along(players: Players) -> None:
    """Nothing fires for a task that was done in time."""
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVE)
    players.clock.pass_(minutes=30)
    work(players)
    assert fired_entries(players, case_id) == []


def test_an_answered_case_closes_by_itself_after_ten_working_days(players: Players) -> None:
    """The interrupting timer of row 7 ends the case when the reporter says nothing."""
    case_id = answered_case(players)
    task = players.open_task(case_id)
    players.clock.pass_(days=13)
    work(players)
    with players.office.database.reading() as connection:
        before = cases.read(connection, case_id)
    assert before
    assert before.status == "running"
    players.clock.pass_(days=2)
    work(players)
    with players.office.database.reading() as connection:
        after = cases.read(connection, case_id)
        ended = tasks.read(connection, task.id)
    assert after
    assert (after.status, after.closed_at) == ("closed", players.clock())
    assert ended
    assert ended.state == "cancelled"
    assert fired_entries(players, case_id)[-1].element == "tutup_otomatis"


def test_a_case_that_breaks_stops_no_other_and_is_shown_after_the_last_try(players: Players) -> None:
    """A timer that fails is tried again with growing pauses, then given up; a retry fires it once it can."""
    broken, sound = players.submit().case_id, players.submit().case_id
    state = set_state(players, broken, b"no state at all")
    players.clock.pass_(minutes=11)
    work(players)
    assert [len(fired_entries(players, case_id)) for case_id in (broken, sound)] == [0, 1]
    tries = 1
    while (timer := timers_of(players, broken)[0]).state == "waiting":
        assert timer.next_try_at > players.clock()
        players.clock.at = timer.next_try_at
        work(players)
        tries += 1
    assert tries == 8
    with players.office.database.reading() as connection:
        (given_up,) = timers.failed(connection)
    assert given_up.last_error == "UnreadableState"
    set_state(players, broken, state)
    assert retry_timer(players.office, players.actor(ADMINISTRATOR), given_up.id)
    work(players)
    assert len(fired_entries(players, broken)) == 1


def test_four_workers_at_once_fire_each_timer_once(players: Players) -> None:
    """Workers that share the due timers give each exactly one effect."""
    numbers = [players.submit().case_id for _ in range(12)]
    players.clock.pass_(minutes=20)
    in_parallel([partial(work, players)] * 4)
    work(players)
    assert [len(fired_entries(players, case_id)) for case_id in numbers] == [1] * 12
    with players.office.database.reading() as connection:
        assert verification.verify(connection) == []


def test_a_timer_and_a_person_at_once_end_a_task_in_one_way(players: Players) -> None:
    """When the reporter rates at the instant at which the case would close by itself, one of the two wins."""
    for _ in range(4):
        case_id = answered_case(players)
        task = players.open_task(case_id)
        (closing,) = [timer for timer in timers_of(players, case_id) if timer.interrupting]
        players.clock.at = closing.due_at
        rating = partial(rates, players, case_id, task.id)
        _, was_rated = in_parallel([partial(fire_timer, players.office, closing.id), rating])
        with players.office.database.reading() as connection:
            ended = tasks.read(connection, task.id)
        assert ended
        closed_itself = any(entry.element == "tutup_otomatis" for entry in fired_entries(players, case_id))
        assert closed_itself != was_rated
        assert ended.state == ("completed" if was_rated else "cancelled")


def rates(players: Players, case_id: UUID, task_id: UUID) -> bool:
    """Rate the answer; say whether there still was something to rate."""
    with players.app.test_request_context():
        try:
            answers = {"hasil": ["selesai"], "rating": ["5"]}
            answer_case(players.office, players.actor(CITIZEN, case_id), task_id, answers, uuid.uuid4())
        except TaskGone:
            return False
    return True


def set_state(players: Players, case_id: UUID, state: bytes) -> bytes:
    """Overwrite what the engine stored of a case; return what was there."""
    with players.office.database.transaction() as connection:
        case = cases.read(connection, case_id)
        assert case
        assert cases.update_case(connection, case_id, case.version, entries=0, state=state)
    return case.state


def in_parallel(works: Sequence[Callable[[], object]]) -> list[object]:
    """Let threads begin at one instant; give what each returned, or raise what one raised."""
    barrier = threading.Barrier(len(works))

    def begin(work: Callable[[], object]) -> object:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))
