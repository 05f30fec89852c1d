"""People and where they work: accounts, their sessions, units and memberships."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from persistence.column_types import UtcDateTime, key_text
from persistence.tables.metadata import metadata, one_of

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(254), nullable=False, unique=True, comment="e-mail or phone number, lower-cased"),
    Column("name", Text, nullable=False),
    Column("password_hash", Text),
    Column("role", String(20), nullable=False),
    Column("language", String(5), nullable=False, server_default="id"),
    Column("is_active", Boolean, nullable=False),
    Column("contact_sealed", LargeBinary),
    Column("created_at", UtcDateTime, nullable=False),
    Column("name_key", key_text(32), nullable=False, server_default="", comment="the name, folded, to sort by"),
    one_of("role", "citizen", "staff", "supervisor", "administrator", "auditor"),
)

account_sessions = Table(
    "account_sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey(accounts.c.id), index=True),
    Column("data", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("ended_at", UtcDateTime),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("lane", String(80), nullable=False),
    Column("unit_id", ForeignKey(units.c.id), comment="none in a lane of the whole office"),
    Column("is_lead", Boolean, nullable=False, server_default=false(), comment="edits the lane's answer templates"),
    UniqueConstraint("account_id", "lane", "unit_id"),
)
# NULLs are distinct in a unique constraint, so the office lanes need one of their own.
Index(
    "uq_memberships_office",
    memberships.c.account_id,
    memberships.c.lane,
    unique=True,
    sqlite_where=memberships.c.unit_id.is_(None),
    postgresql_where=memberships.c.unit_id.is_(None),
)
