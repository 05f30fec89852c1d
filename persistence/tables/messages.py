"""What the office and a reporter write to each other while a case runs, and the answers that go out on paper."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table, Uuid

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata, one_of
from persistence.tables.tasks import tasks

messages = Table(
    "messages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("task_id", ForeignKey(tasks.c.id), index=True, comment="the task whose worker asks"),
    Column("reply_to", ForeignKey("messages.id"), comment="the message that this one answers"),
    Column("direction", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("inbox_key", String(120), nullable=False, comment="the inbox of whoever passes it on"),
    Column("author_id", ForeignKey(accounts.c.id), comment="none for the reporter"),
    Column("sealed", LargeBinary, nullable=False, comment="what its author wrote, and which files came with it"),
    Column("sealed_note", LargeBinary, comment="the other words in which it was passed on, or why it was not"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("handled_by", ForeignKey(accounts.c.id)),
    one_of("direction", "to_reporter", "to_office"),
    one_of("state", "waiting", "forwarded", "refused", "answered", "noted"),
)
Index("ix_messages_inbox", messages.c.inbox_key, messages.c.state, messages.c.created_at, messages.c.id)

letters = Table(
    "letters",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("inbox_key", String(120), nullable=False, comment="the inbox of whoever prints it"),
    Column("handed_over_at", UtcDateTime),
    Column("handed_over_by", ForeignKey(accounts.c.id)),
)
Index("ix_letters_inbox", letters.c.inbox_key, letters.c.handed_over_at, letters.c.case_id)
