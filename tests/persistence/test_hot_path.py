"""A completion costs few statements and one commit, whatever it opens and ends."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from persistence import case_contents, cases, documents, journal, outbox, task_reading, tasks, timers
from persistence.documents import seal_document
from persistence.outbox import NewMessage
from persistence.tasks import ClosedTask, Task
from persistence.timers import SetTimer
from persistence.verification import verify


def test_a_completion_takes_eight_statements_and_one_commit(office: Any, statements: Any) -> None:
    """Task, what the case holds, case, tasks, timers, documents, journal and outbox: one statement each."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case, owner_id=office.operator)
        timer = office.add_timer(connection, task)
    command = uuid4()
    opened = Task(
        id=uuid4(), case_id=case.id, element_id="mengklasifikasi", row_number="3", lane="ppid_utama",
        inbox_key="ppid_utama/-", state="open", owner_id=None, claimed_at=None, opened_at=office.now,
        due_at=office.now + timedelta(hours=2), calendar_version=1,
    )  # fmt: skip
    with statements(office.database) as counted:
        with office.database.reading() as connection:
            read = task_reading.read_for_completion(connection, task.id, command)
            case_contents.read(connection, case.id)
        assert read
        sealed = [seal_document(office.key, uuid4(), f"dokumen_{n}", {"teks": "isi"}) for n in range(2)]
        with office.database.transaction() as connection:
            assert cases.update_case(connection, case.id, read.case.version, state=b"next")
            closed = ClosedTask(task.id, "completed", office.now, office.operator)
            tasks.record(connection, opened=[opened], closed=[closed])
            set_ = SetTimer(uuid4(), opened.id, "waktu", opened.due_at or office.now, interrupting=False)
            timers.record(connection, case.id, office.now, set_=[set_], ended=[timer.id])
            documents.add(connection, case.id, sealed, task_id=task.id, at=office.now, by=office.operator)
            entry = office.entry(command_id=command, actor_id=office.operator)
            journal.append(connection, case.id, read.end, office.key, entry)
            outbox.add(connection, [NewMessage("mail", b"to", b"text", office.now, case.id)] * 2)
    assert len(counted.statements) == 8
    assert counted.commits == 1
    with office.database.reading() as connection:
        assert verify(connection, lambda _: office.key) == []
        again = task_reading.read_for_completion(connection, task.id, command)
    assert again
    assert (again.answered_seq, again.task.state) == (2, "completed")


def test_reading_never_commits(office: Any, statements: Any) -> None:
    """A page that only reads costs no commit."""
    with statements(office.database) as counted, office.database.reading() as connection:
        cases.running_ids(connection)
    assert counted.commits == 0
