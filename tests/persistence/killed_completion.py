"""Complete a task as a process of its own, and be killed before a given statement (or the commit, or after it)."""

import os
import signal
import sys
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event

from persistence import cases, documents, journal, outbox, task_reading, tasks
from persistence.database import connect
from persistence.documents import seal_document
from persistence.journal import Entry
from persistence.outbox import NewMessage
from persistence.tasks import ClosedTask

KEY = bytes(range(32))


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, task_id: UUID, moment: str) -> None:
    """Complete the task; `moment` is the number of the statement before which to die, "commit" or "after"."""
    database = connect(url)
    told = 0

    def count(*_: Any) -> None:
        nonlocal told
        if moment == str(told):
            die()
        told += 1

    with database.reading() as connection:
        read = task_reading.read_for_completion(connection, task_id)
    if read is None:
        raise SystemExit("no such task")
    event.listen(database.writer, "before_cursor_execute", count)
    if moment == "commit":
        event.listen(database.writer, "commit", lambda _: die())
    now, case = read.task.opened_at, read.case
    with database.transaction() as connection:
        cases.update_case(connection, case.id, case.version, state=b"next")
        tasks.record(connection, closed=[ClosedTask(task_id, "completed", now, None)])
        document = seal_document(KEY, uuid4(), "laporan", {"teks": "isi"})
        documents.add(connection, case.id, [document], task_id=task_id, at=now, by=None)
        entry = Entry("completed", now, now, "account", command_id=task_id)
        journal.append(connection, case.id, read.end, KEY, entry)
        outbox.add(connection, [NewMessage("mail", b"to", b"text", now, case.id)])
    die()


if __name__ == "__main__":
    main(sys.argv[1], UUID(sys.argv[2]), sys.argv[3])
