"""A million tasks for the lists of the inbox, spread over lanes, units, categories, channels and owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, text

from app.bench.inbox_staff import Staff
from app.bench.office import OPENING
from app.bench.play import submit
from app.office import Office
from persistence import accounts, cases, tables, tasks, timers
from persistence.sort_keys import name_key
from persistence.tasks import case_order, inbox_key, reporters_key

TASKS_OF_A_CASE = 5  # Four done and one open, as in the middle of the SOP.
BATCH = 20_000
OWNED = 0.025  # One open task of forty is somebody's: about a hundred for each of fifty people.
PUT_OFF, AWAITING = 0.1, 0.02  # Shares of what is owned, and of what is open.
# Row, lane and share of the open tasks.
ROWS = (
    ("2", "operator", 22),
    ("3", "operator", 14),
    ("4", "ppid_pembantu", 36),
    ("5", "ppid_utama", 10),
    ("6", "operator", 10),
    ("7", "pelapor", 8),
)
BEFORE_A_UNIT = frozenset({"2", "3"})
CHANNELS = {"web": 55, "whatsapp": 20, "sp4n_lapor": 12, "telepon": 6, "loket": 5, "surat": 2}
MINUTES_LATE, MINUTES_AHEAD = 4 * 24 * 60, 14 * 24 * 60

Values = dict[str, Any]


@dataclass(frozen=True)
class _Office:
    """What the copies are made of: a real case with its open task and timer, and the keys by which they are sorted."""

    case: Values
    task: Values
    timer: Values
    staff: Staff
    owner_keys: dict[int, str]
    unit_keys: dict[int, str]
    category_keys: dict[int, str]


def gather(office: Office, staff: Staff, number: int) -> None:
    """Fill an office with this many tasks; one of five is open, and a quarter of those is late."""
    made = _made(office, staff)
    chance = Random(4)  # noqa: S311 (the same office in each run)
    with office.database.transaction() as connection:
        indexes = list(tables.tasks.indexes)
        for index in indexes:
            index.drop(connection)
        _make_room(connection)
        for first in range(0, number // TASKS_OF_A_CASE, BATCH):
            serials = range(first, min(first + BATCH, number // TASKS_OF_A_CASE))
            rows = [row for serial in serials for row in _copy(made, chance, serial)]
            for table in (tables.cases, tables.tasks, tables.timers):
                _load(connection, table, [values for each, values in rows if each is table])
        for index in indexes:
            index.create(connection)
        connection.execute(text("ANALYZE"))
    _settle(office)


def _made(office: Office, staff: Staff) -> _Office:
    case_id = submit(office)
    edited = office.catalogue.edited()
    with office.database.reading() as connection:
        case = cases.read(connection, case_id)
        (task,) = [task for task in tasks.of_case(connection, case_id) if task.state == "open"]
        (timer,) = [timer for timer in timers.of_case(connection, case_id) if timer.state == "waiting"]
        people = accounts.with_roles(connection, ["staff"])
    return _Office(
        case=vars(case),
        task=vars(task),
        timer=vars(timer),
        staff=staff,
        owner_keys={account.id: name_key(account.name, account.id) for account in people},
        unit_keys={unit: edited.unit_key(unit) for unit in staff.of_units},
        category_keys={
            category.id: edited.category_key(category.id)
            for category in edited.categories.values()
            if category.parent_id
        },
    )


def _copy(made: _Office, chance: Random, serial: int) -> Iterator[tuple[Table, Values]]:
    row, lane, _ = chance.choices(ROWS, [share for *_, share in ROWS])[0]
    unit = None if row in BEFORE_A_UNIT else chance.choice(list(made.unit_keys))
    category = chance.choice(list(made.category_keys))
    channel = chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    case_id = UUID(int=chance.getrandbits(128))
    yield (
        tables.cases,
        {
            **made.case,
            "id": case_id,
            "number": f"KBK/2025/01/{serial:06}",
            "year": 2025,
            "serial": serial + 1,
            "unit_id": unit,
            "category_id": category,
            "channel": channel,
        },
    )
    common = {
        **made.task,
        "case_id": case_id,
        "channel": channel,
        "case_order": case_order(2025, serial + 1),
        "category_key": made.category_keys[category],
        "unit_key": made.unit_keys[unit] if unit else "~",
    }
    for _ in range(TASKS_OF_A_CASE - 1):
        done = {"state": "completed", "closed_at": OPENING, "inbox_key": "operator/-", "row_number": "2"}
        yield tables.tasks, {**common, "id": UUID(int=chance.getrandbits(128)), **done}
    task = {**common, **_open(made, chance, row, lane, unit)}
    yield tables.tasks, task
    tomorrow = OPENING + timedelta(days=1)
    timer_id = UUID(int=chance.getrandbits(128))
    yield (
        tables.timers,
        {**made.timer, "id": timer_id, "case_id": case_id, "task_id": task["id"], "next_try_at": tomorrow},
    )


def _open(made: _Office, chance: Random, row: str, lane: str, unit: int | None) -> Values:
    staff = made.staff
    people = {"operator": staff.operators, "ppid_utama": staff.leads}.get(lane) or staff.of_units.get(unit or 0, ())
    key = inbox_key(lane, unit if lane == "ppid_pembantu" else None)
    owner = chance.choice(people) if lane != "pelapor" and chance.random() < OWNED else None
    due = OPENING + timedelta(minutes=chance.randint(-MINUTES_LATE, MINUTES_AHEAD), seconds=chance.randint(0, 59))
    return {
        "id": UUID(int=chance.getrandbits(128)),
        "row_number": row,
        "lane": lane,
        "inbox_key": reporters_key("operator/-") if lane == "pelapor" else key,
        "due_at": due,
        "owner_id": owner,
        "owner_key": made.owner_keys[owner] if owner else "~",
        "claimed_at": OPENING if owner else None,
        "snoozed_until": OPENING + timedelta(days=1) if owner and chance.random() < PUT_OFF else None,
        "awaits_reply": lane != "pelapor" and chance.random() < AWAITING,
    }


def _make_room(connection: Connection) -> None:
    """Let SQLite keep what it writes in memory: the ids come in no order."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size = -400000")


def _load(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Write many rows the fast way of each database."""
    names = [column.name for column in table.c]
    bound = [column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in table.c]
    values = [tuple(to(row[name]) if to else row[name] for name, to in zip(names, bound, strict=True)) for row in rows]
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        cursor.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608 (our table)
        return
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for each in values:
            copy.write_row(each)


def _settle(office: Office) -> None:
    """Do for PostgreSQL what its autovacuum does for an office: without it no index answers alone."""
    if office.database.writer.dialect.name == "postgresql":
        with office.database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) tasks"))
            connection.execute(text("VACUUM (ANALYZE) cases"))
