"""Processes that die or compete leave a whole database behind."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from persistence import cases, documents, journal, outbox, tasks
from persistence.database import connect
from persistence.tables import case_numbers
from persistence.verification import verify

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of this folder as a process of its own."""
    return subprocess.run(
        [sys.executable, HERE / script, *arguments], cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("moment", ["0", "1", "2", "3", "4", "commit", "after"])
def test_a_killed_process_leaves_nothing_half_done(office: Any, database_url: str, moment: str) -> None:
    """Killed at any statement, a completion has no effect at all; killed after the commit, all of it."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case)
    killed = run("killed_completion.py", database_url, str(task.id), moment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = moment == "after"
    with office.database.reading() as connection:
        found = cases.read(connection, case.id)
        closed = tasks.read(connection, task.id)
        assert found
        assert closed
        assert (found.state == b"next") is done
        assert (closed.state == "completed") is done
        assert len(documents.of_case(connection, case.id)) == done
        assert len(journal.entries_of(connection, case.id)) == 1 + done
        assert (outbox.next_try_at(connection) is not None) is done
        assert verify(connection) == []
    with office.database.transaction() as connection:
        assert cases.update_case(connection, case.id, found.version, entries=0)


def test_processes_take_turns(sqlite_url: str, tmp_path: Path) -> None:
    """Four processes that write to one SQLite all the time all get on, and none waits for another to finish."""
    start = tmp_path / "start"
    writers = [
        subprocess.Popen(
            [sys.executable, HERE / "queueing_writer.py", sqlite_url, str(start)], cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    start.touch()
    turns = [[int(line) for line in writer.communicate(timeout=60)[0].split()] for writer in writers]
    assert sorted(serial for own in turns for serial in own) == list(range(1, 161))
    first_to_finish = min(own[-1] for own in turns)
    assert all(own[0] < first_to_finish for own in turns)
    database = connect(sqlite_url)
    with database.reading() as connection:
        assert connection.scalar(select(case_numbers.c.last_serial)) == 160
    database.close()
