"""What a completion, a state and a page of the inbox cost in counts, which no machine changes; times are not tested."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from office_fixtures import settings_for
from sqlalchemy import Connection

from app import create_app
from app.bench import inbox_crowd, inbox_staff, large_office
from app.bench.completions import Completion, start, through_the_application, without_the_application
from app.bench.documented import running
from app.bench.engine_alone import EngineAlone
from app.bench.office import furnished, opened
from app.bench.places import Place, SqlitePlace
from app.bench.stepping import by_engine

ROWS = ["2", "3", "4", "5", "6", "7"]
MOST_STEPS = 60_000  # As many as sorting two thousand tasks takes.


def test_a_completion_takes_at_most_eight_statements_and_one_commit(place: Place) -> None:
    """Whatever a row opens, ends, writes and sends; and a running case keeps at most 4 kB of state."""
    begin = start(place, 1)

    done = through_the_application(begin)

    assert [completion.row for completion in done] == ROWS
    assert max(len(completion.statements) for completion in done) <= 8
    assert {completion.commits for completion in done} == {1}
    assert max(begin.state_bytes, *(completion.state_bytes for completion in done)) <= 4096


def test_the_floor_says_what_the_application_said(place: Place) -> None:
    """The same statements go through on a copy of the same database, so that both did the same."""
    begin = start(place, 2)
    done = through_the_application(begin)

    floor = without_the_application(begin, done)

    assert [each.statements for each in floor] == [each.statements for each in done]
    assert all(each.took.seconds > 0 for each in floor)


def test_both_engines_do_the_same_work(tmp_path: Path) -> None:
    """Each row costs one select, one update and one commit; the documented state is many times larger."""
    begin = start(SqlitePlace(tmp_path), 1)

    ours = by_engine(begin, EngineAlone())
    with running() as spiff:
        documented = by_engine(begin, spiff)

    for done in (ours, documented):
        assert [(each.row, len(each.statements), each.commits) for each in done] == [(row, 2, 1) for row in ROWS]
    assert smallest(documented) > 10 * largest(ours)


@pytest.mark.timeout(600)
def test_a_page_costs_the_same_however_many_tasks_there_are(tmp_path: Path) -> None:
    """SQLite takes no more steps for any list in an office four times as large, but those of sorting few at once."""
    few, many = (steps_of_the_lists(SqlitePlace(tmp_path), tasks) for tasks in (6000, 24_000))

    assert set(few) == set(many) != set()
    assert {view: steps for view, steps in many.items() if steps > 2 * few[view] + MOST_STEPS} == {}


@pytest.mark.timeout(600)
def test_the_command_prints_its_tables(tmp_path: Path) -> None:
    """A small run names every runner, every row and every list."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/none.sqlite", tmp_path))

    result = app.test_cli_runner().invoke(args=["bench", "--rounds", "1", "--cases", "1", "--tasks", "1000"])

    assert result.exit_code == 0, result.output
    for told in ("SQL only", "complete_task", "as documented", "timers fired", "overseer: terlambat", "nothing due"):
        assert told in result.output
    assert not (tmp_path / "none.sqlite").exists()


def smallest(done: Sequence[Completion]) -> int:
    return min(each.state_bytes for each in done)


def largest(done: Sequence[Completion]) -> int:
    return max(each.state_bytes for each in done)


def steps_of_the_lists(place: Place, tasks: int) -> dict[str, int]:
    """Count the steps of SQLite's virtual machine for each list."""
    with opened(furnished(place)) as office:
        staff = inbox_staff.hire(office)
        inbox_crowd.gather(office, staff, tasks)
        # Every fifth list meets every view, filter and order in turn.
        lists = dict(list(large_office.reads(office, staff).items())[::5])
        with office.database.reading() as connection:
            # What is remembered of how many there are is no part of a page.
            return {name: steps_of(connection, read) for name, read in lists.items() if read(connection) is not None}


def steps_of(connection: Connection, read: large_office.Read) -> int:
    """Count the steps of one list, in tens."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_progress_handler(step, 10)
    read(connection)
    driver.set_progress_handler(None, 0)
    return taken * 10
