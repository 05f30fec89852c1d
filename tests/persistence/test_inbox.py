"""Inboxes show the right tasks in the right order, and read no more than they show."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text

from persistence import inbox, tasks
from persistence.inbox import Counts
from persistence.tables import tasks as table
from persistence.tasks import ClosedTask


def test_an_inbox_holds_the_open_tasks_of_its_keys(office: Any) -> None:
    """Other lanes, other units and closed tasks do not show; the earliest due is first, the never due last."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        never = office.add_task(connection, case, due_at=None)
        late = office.add_task(connection, case, due_at=office.now - timedelta(hours=1))
        unit = office.add_task(connection, case, inbox_key="ppid_pembantu/1", owner_id=office.other)
        office.add_task(connection, case, inbox_key="ppid_pembantu/2")
        office.add_task(connection, case, inbox_key="")
        closed = office.add_task(connection, case)
        tasks.record(connection, closed=[ClosedTask(closed.id, "cancelled", office.now, None)])
    keys = ["operator/-", "ppid_pembantu/1", "operator/-"]
    with office.database.reading() as connection:
        lines = inbox.of_keys(connection, keys)
        assert [line.id for line in lines] == [late.id, unit.id, never.id]
        assert lines[2].due_at is None
        assert (lines[1].owner_name, lines[1].case_number) == ("Budi", case.number)
        assert (lines[0].owner_name, lines[0].sealed_title, lines[0].sealed_key) == (None, b"title", b"key")
        assert [line.id for line in inbox.of_keys(connection, keys, late_at=office.now)] == [late.id]
        assert [line.id for line in inbox.of_owner(connection, office.other)] == [unit.id]
        assert inbox.of_keys(connection, []) == []
        assert inbox.of_keys(connection, ["nobody/-"]) == []


def test_a_due_instant_is_late_only_after_it(office: Any) -> None:
    """At its due instant a task is not late yet."""
    with office.database.transaction() as connection:
        office.add_task(connection, office.add_case(connection), due_at=office.now)
    with office.database.reading() as connection:
        assert inbox.of_keys(connection, ["operator/-"], late_at=office.now) == []
        assert len(inbox.of_keys(connection, ["operator/-"], late_at=office.now + timedelta(seconds=1))) == 1


def test_pages_show_every_task_once(office: Any) -> None:
    """Paging by place goes through equal due instants and never due tasks, over several inboxes."""
    due = [office.now, office.now, office.now + timedelta(1), office.now + timedelta(1), None, None, None]
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        for key in ("operator/-", "ppid_utama/-"):
            for due_at in due:
                office.add_task(connection, case, inbox_key=key, due_at=due_at)
    seen, after = [], None
    with office.database.reading() as connection:
        every = [line.id for line in inbox.of_keys(connection, ["operator/-", "ppid_utama/-"])]
        while page := inbox.of_keys(connection, ["operator/-", "ppid_utama/-"], after=after, limit=3):
            seen += [line.id for line in page]
            after = page[-1].place
    assert seen == every
    assert len(set(seen)) == 14


def test_counts_are_those_of_the_lists(office: Any, statements: Any) -> None:
    """The badges agree with the lists, and take one statement."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        for hours in (-1, 1, None):
            due_at = None if hours is None else office.now + timedelta(hours=hours)
            office.add_task(connection, case, due_at=due_at)
            office.add_task(connection, case, due_at=due_at, owner_id=office.operator)
    with statements(office.database) as counted, office.database.reading() as connection:
        counts = inbox.count(connection, ["operator/-", "none/-"], office.operator, office.now)
        assert inbox.count(connection, [], office.other, office.now) == Counts(0, 0, 0, 0)
    assert counts == Counts(lanes=6, lanes_late=2, mine=3, mine_late=1)
    assert len(counted.statements) == 2


@pytest.fixture
def crowded(office: Any) -> Any:
    """Fill the office with so many tasks that a database chooses its way by their number."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection), inbox_key="")
        rows = [
            {
                **vars(task),
                "id": uuid4(),
                "inbox_key": f"ppid_pembantu/{number % 40}",
                "owner_id": office.operator if number % 50 == 0 else None,
                "due_at": office.now + timedelta(minutes=number),
                "state": "open" if number % 20 < 10 else "completed",
            }
            for number in range(8000)
        ]
        connection.execute(insert(table), rows)
        connection.execute(text("ANALYZE"))
    return office


def ways_into_tasks(office: Any, statement: str, parameters: Any) -> list[str]:
    """Ask the database how it would run a statement, and list how it would get at tasks: an index, or "scan"."""
    with office.database.reading() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found = [re.match(r"(SCAN|SEARCH) tasks(?: USING (?:COVERING )?INDEX (\w+))?", row[-1]) for row in rows]
            return [match[2] if match[1] == "SEARCH" else "scan" for match in found if match]
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
        return list(_ways(plan[0]["Plan"]))


def _ways(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] == "tasks":
        yield "scan"
    if node.get("Index Name", "").endswith(("_tasks", "_tasks_inbox", "_tasks_owner")):
        yield node["Index Name"]
    for child in node.get("Plans", []):
        yield from _ways(child)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("paged", [False, True])
def test_a_page_reads_the_index(crowded: Any, statements: Any, late: bool, paged: bool) -> None:
    """The page of several inboxes walks their ranges of the index, then fetches its own lines by id."""
    keys = ["ppid_pembantu/0", "ppid_pembantu/20", "nobody/-"]
    late_at = crowded.now + timedelta(days=2) if late else None
    with crowded.database.reading() as connection:
        after = inbox.of_keys(connection, keys, limit=5)[-1].place if paged else None
        with statements(crowded.database) as counted:
            lines = inbox.of_keys(connection, keys, after=after, late_at=late_at, limit=20)
    assert len(lines) == 20
    ways = ways_into_tasks(crowded, *counted.statements[0])
    assert sorted(way for way in ways if way == "ix_tasks_inbox") == ["ix_tasks_inbox"] * 3
    assert len(ways) == 4
    assert "scan" not in ways


def test_own_tasks_read_the_index(crowded: Any, statements: Any) -> None:
    """The tasks of one owner are a range of the owner's index."""
    with statements(crowded.database) as counted, crowded.database.reading() as connection:
        assert inbox.of_owner(connection, crowded.operator, limit=10)
    ways = ways_into_tasks(crowded, *counted.statements[0])
    assert "ix_tasks_owner" in ways
    assert len(ways) == 2
    assert "scan" not in ways


def test_badges_read_the_index(crowded: Any, statements: Any) -> None:
    """Counting reads ranges of the two indexes only."""
    with statements(crowded.database) as counted, crowded.database.reading() as connection:
        inbox.count(connection, ["ppid_pembantu/0"], crowded.operator, crowded.now)
    ways = ways_into_tasks(crowded, *counted.statements[0])
    assert sorted(ways) == ["ix_tasks_inbox"] * 2 + ["ix_tasks_owner"] * 2


def test_every_inbox_of_staff_is_found_by_index(crowded: Any, statements: Any) -> None:
    """The keys of the whole office are looked up one after the other; the reporter's lane is none of them."""
    with crowded.database.reading() as connection:
        with statements(crowded.database) as counted:
            keys = inbox.every_key(connection)
        expected = set(connection.scalars(select(table.c.inbox_key).distinct())) - {""}
    assert keys == sorted(expected)
    ways = ways_into_tasks(crowded, *counted.statements[0])
    assert "scan" not in ways
