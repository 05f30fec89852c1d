"""One complaint from its number to its end, and the series its number comes from."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts, units
from persistence.tables.categories import categories
from persistence.tables.metadata import metadata, one_of
from persistence.tables.sop_versions import sop_versions

cases = Table(
    "cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("sop_version_id", ForeignKey(sop_versions.c.id), nullable=False, index=True),
    Column("version", Integer, nullable=False, comment="seq of the case's newest journal entry"),
    Column("state", LargeBinary, nullable=False),
    Column("status", String(10), nullable=False),
    Column("visibility", String(10), nullable=False),
    Column("reporter_id", ForeignKey(accounts.c.id)),
    Column("unit_id", ForeignKey(units.c.id), index=True),
    Column("category_id", ForeignKey(categories.c.id)),
    Column("channel", String(20), nullable=False),
    Column("access_code_hash", Text, nullable=False),
    Column("sealed_key", LargeBinary, comment="the case key under the master key; none once erased"),
    Column("sealed_title", LargeBinary),
    Column("follow_up_of", ForeignKey("cases.id"), index=True),
    Column("submitted_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("language", String(5), nullable=False, server_default="id", comment="the reporter's, at submission"),
    Column("external_number", String(60)),
    Column("recorded_by", ForeignKey(accounts.c.id)),
    Column("related_to", ForeignKey("cases.id"), index=True),
    UniqueConstraint("year", "serial"),
    one_of("status", "running", "closed", "cancelled"),
    one_of("visibility", "biasa", "anonim", "rahasia"),
)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_serial", Integer, nullable=False),
)

# One number of another system is one case, however often it is imported; NULLs are distinct.
Index("uq_cases_external", cases.c.channel, cases.c.external_number, unique=True)
Index("ix_cases_recorded", cases.c.recorded_by, cases.c.submitted_at)
Index("ix_cases_reporter", cases.c.reporter_id, cases.c.submitted_at)
Index("ix_cases_status", cases.c.status, cases.c.submitted_at)
