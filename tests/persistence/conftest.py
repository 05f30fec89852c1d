"""A small office with cases, for the tests of what is remembered."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from persistence import accounts, case_numbers, cases, journal, sop_versions, tasks, timers
from persistence.cases import Case
from persistence.database import Database
from persistence.journal import START, Entry, Position
from persistence.tasks import Task
from persistence.timers import SetTimer

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))
SHA256 = "ab" * 32


class SmallOffice:
    """Write rows that hang together, with as little said as a test needs."""

    now = NOW
    key = KEY

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction() as connection:
            self.operator = accounts.create(connection, "operator@example.id", "Sri", "staff", NOW)
            self.other = accounts.create(connection, "agen@example.id", "Budi", "staff", NOW)
            self.sop = sop_versions.add_draft(connection, "Pengaduan", SHA256, b"<xml/>", NOW)
            sop_versions.publish(connection, self.sop, NOW, self.operator)

    def entry(self, kind: str = "completed", **values: Any) -> Entry:
        """Describe an event."""
        return replace(Entry(kind, NOW, NOW, "account", {"judul": "Jalan rusak"}), **values)

    def add_case(self, connection: Connection, **values: Any) -> Case:
        """Write a case with its first journal entry."""
        serial = case_numbers.next_serial(connection, 2026)
        case_id = uuid.uuid4()
        case = Case(
            id=case_id, number=f"{serial:04}/2026", year=2026, serial=serial, sop_version_id=self.sop, version=1,
            state=b"state", status="running", visibility="biasa", reporter_id=None, unit_id=None, category_id=None,
            channel="web", access_code_hash="hash", sealed_key=b"key", sealed_title=b"title", follow_up_of=None,
            submitted_at=NOW, answered_at=None, closed_at=None,
        )  # fmt: skip
        case = replace(case, **values)
        cases.create(connection, case)
        journal.append(connection, case.id, START, KEY, self.entry("submitted"))
        return case

    def add_task(self, connection: Connection, case: Case, **values: Any) -> Task:
        """Write an open task of a case."""
        task = Task(
            id=uuid.uuid4(), case_id=case.id, element_id="menerima", row_number="2", lane="operator",
            inbox_key="operator/-", state="open", owner_id=None, claimed_at=None, opened_at=NOW,
            due_at=NOW + timedelta(minutes=10), calendar_version=1,
        )  # fmt: skip
        task = replace(task, **values)
        tasks.record(connection, opened=[task])
        return task

    def add_timer(self, connection: Connection, task: Task, due_at: datetime = NOW) -> SetTimer:
        """Write a waiting timer of a task."""
        timer = SetTimer(uuid.uuid4(), task.id, "waktu_menerima", due_at, interrupting=False)
        timers.record(connection, task.case_id, NOW, set_=[timer])
        return timer

    def advance(self, connection: Connection, case: Case, *entries: Entry) -> Position:
        """Move a case on by these entries."""
        end = journal.position(connection, case.id)
        assert cases.update_case(connection, case.id, end.seq, entries=len(entries))
        return journal.append(connection, case.id, end, KEY, *entries)


@pytest.fixture
def office(database: Database) -> SmallOffice:
    """Give an office with two officers and a published SOP, on both databases."""
    return SmallOffice(database)
