"""What happened, append-only: triggers refuse every change, and each entry carries its predecessor's hash."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), comment="none in the office's own chain"),
    Column("seq", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("actor_id", ForeignKey(accounts.c.id)),
    Column("actor_kind", String(20), nullable=False),
    Column("lane", String(80)),
    Column("element", String(80)),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("payload_commit", String(64), nullable=False),
    Column("sop_sha256", String(64)),
    Column("engine_version", String(40)),
    Column("state_hash", String(64)),
    Column("marking_hash", String(64)),
    Column("previous_hash", String(64), nullable=False),
    Column("entry_hash", String(64), nullable=False),
    Column("command_id", Uuid, unique=True, comment="a command is written once, however often it is sent"),
    UniqueConstraint("case_id", "seq"),
)
# NULLs are distinct in a unique constraint, so the office's own chain needs one of its own.
Index(
    "uq_journal_office",
    journal.c.seq,
    unique=True,
    sqlite_where=journal.c.case_id.is_(None),
    postgresql_where=journal.c.case_id.is_(None),
)
