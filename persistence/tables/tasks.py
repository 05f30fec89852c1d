"""Work of people and its clocks: the tasks of the running cases and their timers."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    literal_column,
    text,
)

from persistence.column_types import DueDateTime, UtcDateTime, key_text
from persistence.sort_keys import NONE
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata, one_of

tasks = Table(
    "tasks",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("element_id", String(80), nullable=False),
    Column("row_number", String(10), nullable=False),
    Column("lane", String(80), nullable=False),
    Column("inbox_key", String(120), nullable=False, comment="lane/unit; a reporter's task has its own"),
    Column("state", String(10), nullable=False),
    Column("owner_id", ForeignKey(accounts.c.id)),
    Column("claimed_at", UtcDateTime),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", DueDateTime, nullable=False),
    Column("calendar_version", Integer),
    Column("closed_at", UtcDateTime),
    Column("closed_by", ForeignKey(accounts.c.id)),
    Column("draft_sealed", LargeBinary),
    Column("draft_saved_at", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("awaits_reply", Boolean, nullable=False, server_default=text("false")),
    Column("channel", key_text(20), nullable=False, server_default=""),
    Column("case_order", BigInteger, nullable=False, server_default="0"),
    Column("category_key", key_text(60), nullable=False, server_default=NONE),
    Column("unit_key", key_text(60), nullable=False, server_default=NONE),
    Column("owner_key", key_text(60), nullable=False, server_default=NONE),
    one_of("state", "open", "completed", "cancelled"),
)

# An index of open tasks is used only where a select says the same words; a parameter would not do.
OPEN = tasks.c.state == literal_column("'open'")
_LEADS = (tasks.c.inbox_key, tasks.c.row_number)
# All that a list is filtered and sorted by stands in every index, so that no task is read that is not shown.
_COVERED = (
    tasks.c.category_key,
    tasks.c.unit_key,
    tasks.c.owner_key,
    tasks.c.channel,
    tasks.c.case_order,
    tasks.c.snoozed_until,
    tasks.c.state,  # SQLite asks the table for it else, though every task of the index is open.
)


def _list_index(
    name: str, *leads: Column[Any], where: ColumnElement[bool] = OPEN, also: Collection[Column[Any]] = ()
) -> Index:
    """Describe an index over open tasks that holds everything a list needs, in this order."""
    rest = [column for column in (tasks.c.due_at, tasks.c.id, *_LEADS, *_COVERED, *also) if column not in set(leads)]
    return Index(f"ix_tasks_{name}", *leads, *rest, sqlite_where=where, postgresql_where=where)


# An inbox is a union of ranges of these, one per key and row; see persistence/inbox_select.py.
_list_index("due", *_LEADS)
_list_index("category", *_LEADS, tasks.c.category_key)
_list_index("unit", *_LEADS, tasks.c.unit_key)
_list_index("holder", *_LEADS, tasks.c.owner_key)
_list_index("channel", *_LEADS, tasks.c.channel)
_list_index("number", *_LEADS, tasks.c.case_order)
_list_index("owner", tasks.c.owner_id, where=OPEN & tasks.c.owner_id.is_not(None))
# Few tasks wait for an answer; this one costs the others nothing.
_list_index("awaiting", *_LEADS, where=OPEN & tasks.c.awaits_reply, also=[tasks.c.awaits_reply])
# Who has done how much lately.
Index(
    "ix_tasks_closed",
    tasks.c.closed_at,
    tasks.c.closed_by,
    tasks.c.state,
    tasks.c.inbox_key,
    sqlite_where=tasks.c.closed_at.is_not(None),
    postgresql_where=tasks.c.closed_at.is_not(None),
)

timers = Table(
    "timers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("task_id", ForeignKey(tasks.c.id), nullable=False),
    Column("element_id", String(80), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("interrupting", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("fired_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("last_error", Text),
    one_of("state", "waiting", "fired", "ended", "failed"),
)
Index("ix_timers_next_try", timers.c.state, timers.c.next_try_at)
