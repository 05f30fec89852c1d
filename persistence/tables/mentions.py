"""Who was named in an internal note, and whether she has looked; the notes themselves are sealed in the journal."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint, Uuid

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("note_id", Uuid, nullable=False, comment="named in the payload of the journal entry"),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("author_id", ForeignKey(accounts.c.id), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    UniqueConstraint("note_id", "account_id"),
)
# What a person has not seen yet is asked on every page of the inbox.
Index("ix_mentions_unseen", mentions.c.account_id, mentions.c.seen_at, mentions.c.created_at)
