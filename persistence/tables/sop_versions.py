"""The diagrams that were published, byte for byte."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata, one_of

sop_versions = Table(
    "sop_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("xml", LargeBinary, nullable=False),
    Column("status", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("published_by", ForeignKey(accounts.c.id)),
    one_of("status", "draft", "published", "retired"),
)
# New cases follow one version, so only one is published.
Index(
    "uq_sop_versions_published",
    sop_versions.c.status,
    unique=True,
    sqlite_where=sop_versions.c.status == "published",
    postgresql_where=sop_versions.c.status == "published",
)
