"""The office's working time: calendar versions and the days imported for them."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata, one_of

working_calendars = Table(
    "working_calendars",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("calendar", JSON, nullable=False),
    Column("is_confirmed", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ForeignKey(accounts.c.id)),
)

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("date", Date, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("is_confirmed", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    one_of("kind", "holiday", "collective_leave", "closure", "workday"),
)
