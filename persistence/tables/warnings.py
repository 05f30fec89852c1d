"""When a standard time is nearly or wholly used up, who has been told, and when each was last written to."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, SmallInteger, Table, Uuid

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata
from persistence.tables.tasks import tasks

warnings = Table(
    "warnings",
    metadata,
    Column("task_id", Uuid, ForeignKey(tasks.c.id), primary_key=True),
    Column("level", SmallInteger, primary_key=True, autoincrement=False, comment="percent of the standard time"),
    Column("falls_at", UtcDateTime, nullable=False),
    Column("calendar_version", Integer, nullable=False),
    Column("fell_at", UtcDateTime, comment="when the worker gave it to people"),
)
Index(
    "ix_warnings_falls_at",
    warnings.c.falls_at,
    sqlite_where=warnings.c.fell_at.is_(None),
    postgresql_where=warnings.c.fell_at.is_(None),
)

warned = Table(
    "warned",
    metadata,
    Column("account_id", Integer, ForeignKey(accounts.c.id), primary_key=True, autoincrement=False),
    Column("task_id", Uuid, ForeignKey(tasks.c.id), primary_key=True),
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime, comment="in a digest, or left out because it was done before"),
)
Index("ix_warned_at", warned.c.account_id, warned.c.at)
Index(
    "ix_warned_untold",
    warned.c.account_id,
    sqlite_where=warned.c.told_at.is_(None),
    postgresql_where=warned.c.told_at.is_(None),
)

digests = Table(
    "digests",
    metadata,
    Column("account_id", Integer, ForeignKey(accounts.c.id), primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, comment="the last day whose opening was looked at"),
    Column("sent_at", UtcDateTime, comment="when the last digest went out"),
)
