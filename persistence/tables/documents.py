"""What people write and attach, sealed: documents, attachments and a citizen's draft."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata
from persistence.tables.tasks import tasks

documents = Table(
    "documents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("type", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("task_id", ForeignKey(tasks.c.id)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ForeignKey(accounts.c.id)),
    UniqueConstraint("case_id", "type", "version"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey(accounts.c.id), index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False, index=True),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), index=True),
    Column("task_id", ForeignKey(tasks.c.id), comment="the task in whose form it was uploaded"),
    Column("draft_id", ForeignKey(drafts.c.id, ondelete="SET NULL"), index=True),
    Column("field", String(80), nullable=False),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", Integer, nullable=False, comment="bytes before sealing"),
    Column("sha256", String(64), nullable=False),
    Column("sealed", LargeBinary),
    Column("storage_name", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ForeignKey(accounts.c.id)),
    Column("pages", Integer, comment="of a PDF whose pages could be counted"),
)
