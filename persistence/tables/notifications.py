"""Who is told of what and where: choices, browsers that take messages, addresses that are checked or do not work."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, UniqueConstraint

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata, one_of

notification_choices = Table(
    "notification_choices",
    metadata,
    Column("account_id", ForeignKey(accounts.c.id), primary_key=True),
    Column("topic", String(20), primary_key=True),
    Column("channel", String(10), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    one_of("channel", "mail", "push"),
)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False, index=True),
    Column("endpoint_index", String(64), nullable=False, comment="HMAC of the endpoint"),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, comment="when a message last went there"),
    UniqueConstraint("endpoint_index"),
)

contact_checks = Table(
    "contact_checks",
    metadata,
    Column("account_id", ForeignKey(accounts.c.id), primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("code_index", String(64), nullable=False, comment="HMAC of the code"),
    Column("expires_at", UtcDateTime, nullable=False),
)

dead_addresses = Table(
    "dead_addresses",
    metadata,
    Column("address_index", String(64), primary_key=True, comment="HMAC of the address"),
    Column("reason", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

sweep_marks = Table(
    "sweep_marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("entry", Integer, nullable=False, comment="id of the last entry of the journal that was looked at"),
)
