"""What keeps requests honest: attempts that slow down guessing, and answers already given."""

from sqlalchemy import JSON, Column, Integer, String, Table

from persistence.column_types import UtcDateTime
from persistence.tables.metadata import metadata

throttles = Table(
    "throttles",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)
