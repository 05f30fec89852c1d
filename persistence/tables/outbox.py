"""Messages that wait to be sent after their transaction."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata, one_of

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), index=True),
    Column("kind", String(40), nullable=False),
    Column("recipient_sealed", LargeBinary, nullable=False),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("last_error", Text),
    Column("channel", String(10), nullable=False, server_default="mail"),
    Column("account_id", ForeignKey(accounts.c.id), index=True, comment="none for a reporter"),
    Column("sent_by", ForeignKey(accounts.c.id), comment="who sent it by hand"),
    one_of("state", "waiting", "by_hand", "sent", "failed", "dropped"),
    one_of("channel", "mail", "push", "whatsapp"),
)
Index("ix_outbox_next_try", outbox.c.state, outbox.c.channel, outbox.c.next_try_at)
