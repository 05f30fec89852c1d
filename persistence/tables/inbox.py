"""How each member of staff looks at the inbox: her columns, and the filters that she keeps."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts, units
from persistence.tables.metadata import metadata

inbox_columns = Table(
    "inbox_columns",
    metadata,
    Column("account_id", ForeignKey(accounts.c.id), primary_key=True, autoincrement=False),
    Column("columns", Text, nullable=False, comment="names of columns in their order, with commas"),
)

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("unit_id", ForeignKey(units.c.id), index=True, comment="whose members see it too"),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False, comment="what stands in the address after the question mark"),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("account_id", "name"),
)
