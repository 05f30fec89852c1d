"""Who has a task open in a browser right now; a row says nothing once a minute has passed."""

from sqlalchemy import Column, ForeignKey, Table

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata
from persistence.tables.tasks import tasks

task_viewers = Table(
    "task_viewers",
    metadata,
    Column("task_id", ForeignKey(tasks.c.id), primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),
)
