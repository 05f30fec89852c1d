"""Work of people and its clocks: the tasks of the running cases and their timers."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)

from persistence.column_types import DueDateTime, UtcDateTime
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
    Column("inbox_key", String(120), nullable=False, comment="lane/unit; empty in the reporter's lane"),
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
    one_of("state", "open", "completed", "cancelled"),
)
# A person's inbox is a union of ranges of this index; see persistence/tasks.py.
Index("ix_tasks_inbox", tasks.c.inbox_key, tasks.c.state, tasks.c.due_at, tasks.c.id)
Index("ix_tasks_owner", tasks.c.owner_id, tasks.c.state, tasks.c.due_at, tasks.c.id)

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
