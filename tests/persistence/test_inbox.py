"""Inboxes show the right tasks in every order and filter, and read no more than they show."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, insert, text

from persistence import inbox, tasks
from persistence.inbox_numbers import numbers
from persistence.inbox_ranges import ranges
from persistence.inbox_wanted import SORTS, Condition, Wanted
from persistence.sort_keys import NONE, within
from persistence.tables import cases
from persistence.tables import tasks as table
from persistence.tasks import ClosedTask

KEYS = ["operator/-", "ppid_pembantu/1", "@operator/-", "nobody/-"]
CATEGORIES = ("air|1/bersih|4", "air|1/minum|5", "jalan|2/rusak|6", NONE)
UNITS = ("seksi a|1", "seksi b|2", NONE)
CHANNELS = ("surat", "telepon", "web")


def test_an_inbox_holds_the_open_tasks_of_its_keys(office: Any) -> None:
    """Other lanes, other units and closed tasks do not show; the earliest due is first, the never due last."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        never = office.add_task(connection, case, due_at=None)
        late = office.add_task(connection, case, due_at=office.now - timedelta(hours=1))
        unit = office.add_task(connection, case, inbox_key="ppid_pembantu/1", row_number="4", owner_id=office.other)
        office.add_task(connection, case, inbox_key="ppid_pembantu/2")
        office.add_task(connection, case, inbox_key="")
        closed = office.add_task(connection, case)
        tasks.record(connection, closed=[ClosedTask(closed.id, "cancelled", office.now, None)])
    with office.database.reading() as connection:
        every = Wanted(office.now, tuple(ranges(connection, KEYS)))
        lines = inbox.page(connection, every)
        assert [line.id for line in lines] == [late.id, unit.id, never.id]
        assert lines[2].due_at is None
        assert (lines[1].owner_name, lines[1].case_number) == ("Budi", case.number)
        assert (lines[0].owner_name, lines[0].sealed_title, lines[0].sealed_key) == (None, b"title", b"key")
        assert [line.id for line in inbox.of_owner(connection, office.other)] == [unit.id]
        assert ranges(connection, ["nobody/-"]) == ranges(connection, []) == []
        assert inbox.page(connection, Wanted(office.now)) == []


def test_a_due_instant_is_late_only_after_it(office: Any) -> None:
    """At its due instant a task is not late yet."""
    with office.database.transaction() as connection:
        office.add_task(connection, office.add_case(connection), due_at=office.now)
    with office.database.reading() as connection:
        every = Wanted(office.now, tuple(ranges(connection, KEYS)))
        at, after = (Condition("due_at", below=office.now + timedelta(seconds=passed)) for passed in (0, 1))
        assert inbox.page(connection, replace(every, conditions=(at,))) == []
        assert len(inbox.page(connection, replace(every, conditions=(after,)))) == 1


def test_what_is_put_off_comes_back_on_its_day_or_late(office: Any) -> None:
    """A task that is put off stands in no list of work before its day, unless its due instant has passed."""
    tomorrow = office.now + timedelta(days=1)
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        for due_at in (office.now - timedelta(hours=1), office.now + timedelta(days=3)):
            task = office.add_task(connection, case, due_at=due_at)
            tasks.claim(connection, task.id, office.operator, office.now)
            tasks.snooze(connection, task.id, office.operator, tomorrow)
    with office.database.reading() as connection:
        lanes = Wanted(office.now, tuple(ranges(connection, KEYS)), put_off="hidden")
        mine = Wanted(office.now, owner_id=office.operator, put_off="hidden")
        waiting = replace(mine, put_off="only")
        assert numbers(connection, [lanes, mine, waiting, replace(mine, put_off="shown")], 10) == [1, 1, 1, 2]
        assert [line.id for line in inbox.page(connection, waiting)] == [task.id]
        assert numbers(connection, [replace(lanes, now=tomorrow), replace(waiting, now=tomorrow)], 10) == [2, 0]


def test_a_release_takes_the_owner_and_her_day_along(office: Any) -> None:
    """Names are sorted by as they are now; without an owner nothing is put off."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection))
        tasks.claim(connection, task.id, office.other, office.now)
        tasks.snooze(connection, task.id, office.other, office.now)
        owned = tasks.read(connection, task.id)
        tasks.release(connection, task.id, office.other)
        free = tasks.read(connection, task.id)
    assert owned
    assert free
    assert owned.owner_key == f"budi|{office.other}"
    assert (free.owner_key, free.snoozed_until) == (NONE, None)


@pytest.fixture
def mixed(office: Any) -> Any:
    """Fill a few lanes with tasks of every kind, in no order."""
    chance = Random(7)  # noqa: S311 (the same tasks in each run)
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        pattern = office.add_task(connection, case, inbox_key="")
        rows = [
            {
                **vars(pattern),
                "id": UUID(int=chance.getrandbits(128)),
                "inbox_key": (key := chance.choice(KEYS[:3])),
                "row_number": "7" if key == "@operator/-" else chance.choice("26") if key == "operator/-" else "4",
                "due_at": None if number % 20 == 0 else office.now + timedelta(minutes=chance.randint(-100, 100)),
                "category_key": chance.choice(CATEGORIES),
                "unit_key": chance.choice(UNITS),
                "owner_key": chance.choice(("budi|2", NONE, NONE)),
                "channel": chance.choice(CHANNELS),
                "case_order": number,
                "awaits_reply": number % 9 == 0,
            }
            for number in range(120)
        ]
        connection.execute(insert(table), rows)
    return office, rows


FILTERS: dict[str, tuple[Condition, ...]] = {
    "none": (),
    "category": (Condition("category_key", is_=CATEGORIES[0]),),
    "whole category": (Condition("category_key", low=within("air|1/")[0], below=within("air|1/")[1]),),
    "two": (Condition("unit_key", is_=UNITS[1]), Condition("channel", is_="web")),
    "owner and unit": (Condition("owner_key", is_="budi|2"), Condition("unit_key", is_=NONE)),
    "nothing": (Condition("channel", is_="telepati"),),
}


@pytest.mark.parametrize("are_few", [True, False])
def test_every_order_shows_every_task_once(mixed: Any, are_few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page after page, in any filter, order and direction, however the list is found: what a sort in memory gives."""
    monkeypatch.setattr("persistence.inbox.are_few", lambda *_: are_few)
    office, rows = mixed
    with office.database.reading() as connection:
        every = Wanted(office.now, tuple(ranges(connection, KEYS)))
        for name, sort, is_descending in product(FILTERS, SORTS, (False, True)):
            wanted = replace(every, conditions=FILTERS[name], sort=sort, is_descending=is_descending)
            assert in_pages(connection, wanted) == in_memory(rows, wanted), (name, sort, is_descending)


def in_pages(connection: Connection, wanted: Wanted) -> list[UUID]:
    """Read a list page after page."""
    seen: list[UUID] = []
    while page := inbox.page(connection, wanted, after=seen[-1] if seen else None, limit=25):
        seen += [line.id for line in page]
    return seen


def in_memory(rows: list[dict[str, Any]], wanted: Wanted) -> list[UUID]:
    """Filter and sort rows as a list is to be."""
    never = wanted.now + timedelta(days=9999)
    found = [row for row in rows if all(meets(row, each) for each in wanted.conditions)]
    is_reversed = wanted.is_descending and wanted.sort in {"due_at", "case_order"}
    found.sort(key=lambda row: (row["due_at"] or never, str(row["id"])), reverse=is_reversed)
    if wanted.sort != "due_at" and not any(each.column == wanted.sort and each.is_ for each in wanted.conditions):
        found.sort(key=lambda row: row[wanted.sort], reverse=wanted.is_descending)
    elif wanted.sort != "due_at":
        found.sort(key=lambda row: (row["due_at"] or never, str(row["id"])))
    return [row["id"] for row in found]


def meets(row: dict[str, Any], condition: Condition) -> bool:
    """Tell whether a row meets a condition."""
    value = row[condition.column]
    if condition.is_ is not None:
        return bool(value == condition.is_)
    return bool(condition.low <= value < condition.below)


def test_what_waits_for_an_answer_is_a_list_of_its_own(mixed: Any) -> None:
    """The reporters' own tasks and those with a question stand together, sorted and counted as one."""
    office, rows = mixed
    asked = [row for row in rows if row["inbox_key"] == "@operator/-" or row["awaits_reply"]]
    with office.database.reading() as connection:
        found = ranges(connection, KEYS)
        waiting = tuple(each if each.key.startswith("@") else replace(each, is_awaiting=True) for each in found)
        for sort in SORTS:
            wanted = Wanted(office.now, waiting, sort=sort)
            assert in_pages(connection, wanted) == in_memory(asked, wanted), sort
        assert numbers(connection, [Wanted(office.now, waiting)], 1000) == [len(asked)]
        assert numbers(connection, [Wanted(office.now, waiting)], 10) == [10]


def test_every_range_is_found(mixed: Any) -> None:
    """Each inbox and row that holds an open task is found, of some keys or of all; the reporter's own first is none."""
    office, rows = mixed
    held = {(row["inbox_key"], row["row_number"]) for row in rows}
    with office.database.reading() as connection:
        every, some = ranges(connection, None), ranges(connection, KEYS[:1])
    assert {(each.key, each.row) for each in every} == held
    assert {(each.key, each.row) for each in some} == {("operator/-", "2"), ("operator/-", "6")}


@pytest.fixture
def crowded(office: Any) -> Any:
    """Fill the office with so many tasks that a database chooses its way by their number."""
    with office.database.transaction() as connection:
        task = office.add_task(connection, office.add_case(connection), inbox_key="")
        rows = [
            {
                **vars(task),
                "id": uuid4(),
                "inbox_key": f"ppid_pembantu/{number % 4}",
                "row_number": "4",
                "owner_id": office.operator if number % 50 == 0 else None,
                "owner_key": "sri|1" if number % 50 == 0 else NONE,
                "due_at": office.now + timedelta(minutes=number * 7919 % 5000),
                "category_key": CATEGORIES[number // 4 % 3],
                "unit_key": UNITS[number // 12 % 2],
                "channel": CHANNELS[number // 24 % 3],
                "case_order": number,
                "state": "open" if number % 20 < 10 else "completed",
            }
            for number in range(16_000)
        ]
        connection.execute(insert(table), rows)
        connection.execute(text("ANALYZE"))
    if office.database.writer.dialect.name == "postgresql":
        with office.database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) tasks"))
    return office


def ways_into_tasks(office: Any, statement: str, parameters: Any) -> list[str]:
    """Ask the database how it would run a statement, and list how it gets at tasks: a covering index, or else."""
    with office.database.reading() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found = [re.match(r"(SCAN|SEARCH) tasks(?: USING (COVERING )?INDEX (\w+))?", row[-1]) for row in rows]
            return [_of_sqlite(match) for match in found if match]
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
        return list(_of_postgresql(plan[0]["Plan"]))


def is_covering(way: str) -> bool:
    """Tell whether tasks are read by ranges of an index alone, or one by one by their ids."""
    return way == "by id" or way.startswith("ix_tasks_")


def _of_sqlite(match: re.Match[str]) -> str:
    way, covering, index = match.groups()
    if index == "sqlite_autoindex_tasks_1":
        return "by id"
    return index if way == "SEARCH" and covering else f"{way} {index}"


def _of_postgresql(node: dict[str, Any]) -> Iterator[str]:
    if node.get("Relation Name") == "tasks":
        index = node.get("Index Name")
        yield "by id" if index == "pk_tasks" else index if node["Node Type"] == "Index Only Scan" else node["Node Type"]
    for child in node.get("Plans", []):
        yield from _of_postgresql(child)


LISTS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "first due": ({}, {"ix_tasks_due"}),
    "last due": ({"is_descending": True}, {"ix_tasks_due"}),
    "number": ({"sort": "case_order", "is_descending": True}, {"ix_tasks_number"}),
    "category": ({"sort": "category_key"}, {"ix_tasks_category"}),
    "unit": ({"sort": "unit_key", "is_descending": True}, {"ix_tasks_unit"}),
    "owner": ({"sort": "owner_key"}, {"ix_tasks_holder"}),
    "channel": ({"sort": "channel"}, {"ix_tasks_channel"}),
    "of a category": ({"conditions": FILTERS["category"]}, {"ix_tasks_category"}),
    "of an owner": ({"conditions": (Condition("owner_key", is_="sri|1"),)}, {"ix_tasks_holder"}),
    "mine": ({"owner_id": 1, "ranges": ()}, {"ix_tasks_owner"}),
}


def test_a_page_reads_covering_indexes(crowded: Any, statements: Any) -> None:
    """Ranges of an index that holds all that is asked lead to any page; only its own lines are read from the table."""
    with crowded.database.reading() as connection:
        every = Wanted(crowded.now, tuple(ranges(connection, None)), put_off="hidden")
        for name, (changes, expected) in LISTS.items():
            wanted, after = replace(every, **changes), None
            for _ in range(2):
                with statements(crowded.database) as counted:
                    lines = inbox.page(connection, wanted, limit=20, after=after)
                after = lines[-1].id
                told = [each for each in counted.statements if "FROM tasks" in each[0]]
                ways = {way for each in told for way in ways_into_tasks(crowded, *each)}
                assert {"by id", *expected} <= ways, name
                assert all(map(is_covering, ways)), (name, ways)
                assert len(lines) == 20


def test_a_page_visits_as_few_tasks_as_it_shows(crowded: Any, statements: Any) -> None:
    """Of thousands of tasks PostgreSQL visits hundreds for the first page of any list, and sorts no lane."""
    with crowded.database.reading() as connection:
        if connection.dialect.name == "sqlite":
            return  # Its steps are counted in tests/app/bench/test_counts.py.
        every = Wanted(crowded.now, tuple(ranges(connection, None)), put_off="hidden")
        for name, (changes, _) in LISTS.items():
            inbox.page(connection, replace(every, **changes), limit=20)
            with statements(crowded.database) as counted:
                inbox.page(connection, replace(every, **changes), limit=20)
            asked = [each for each in counted.statements if each[0].startswith("SELECT")]
            assert sum(visited_by(connection, *each) for each in asked) < 500, name


def visited_by(connection: Connection, statement: str, parameters: Any) -> int:
    """Run a select of PostgreSQL, and count the tasks that it went through."""
    plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()
    return visited(plan[0]["Plan"])


def visited(node: dict[str, Any]) -> int:
    """Add up the tasks that the scans of a plan went through."""
    own = 0
    if node.get("Relation Name") == "tasks":
        own = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return int(own) + sum(visited(child) for child in node.get("Plans", []))


def test_numbers_read_covering_indexes(crowded: Any, statements: Any) -> None:
    """All numbers of a page are one statement over ranges of covering indexes, and stop at their limit."""
    with crowded.database.reading() as connection:
        lanes = Wanted(crowded.now, tuple(ranges(connection, None)), put_off="hidden")
        lists = [
            lanes,
            replace(lanes, conditions=(Condition("due_at", below=crowded.now + timedelta(hours=1)),)),
            replace(lanes, ranges=(), owner_id=crowded.operator),
        ]
        with statements(crowded.database) as counted:
            assert numbers(connection, lists, 100) == [100, 97, 100]
    (statement,) = counted.statements
    assert all(map(is_covering, ways_into_tasks(crowded, *statement)))


def test_cases_are_read_for_the_page_alone(crowded: Any, statements: Any) -> None:
    """The case of a task that is not shown is not read."""
    with crowded.database.reading() as connection:
        wanted = Wanted(crowded.now, tuple(ranges(connection, None)))
        with statements(crowded.database) as counted:
            inbox.page(connection, wanted, limit=3)
    page = next(sql for sql, *_ in counted.statements if cases.name in sql)
    assert page.index("LIMIT") < page.index("JOIN cases")
