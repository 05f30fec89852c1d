"""What people find cases by: per case and inbox the opaque tokens of its words, and how often each token stands."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from persistence.column_types import TokenSet
from persistence.tables.cases import cases
from persistence.tables.metadata import metadata
from persistence.tables.tasks import tasks

# The tokens are indexed by the virtual table `search_words` (FTS5), which triggers keep, on SQLite, and by a GIN index
# on PostgreSQL. Only the migration knows the two, because metadata has no word for what one database alone has.
search_entries = Table(
    "search_entries",
    metadata,
    Column(
        "id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
        comment="the case's number and a place within the case, so that the newest cases come first",
    ),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("inbox_key", String(120), nullable=False, comment="who may find by it; * for whoever oversees all"),
    Column("task_id", ForeignKey(tasks.c.id), comment="the inbox's newest task of the case"),
    Column("version", Integer, nullable=False, comment="of the case, when it was read"),
    Column("open_tasks", LargeBinary, nullable=False, comment="ids of the open tasks, 16 bytes each"),
    Column("tokens", TokenSet, nullable=False),
    UniqueConstraint("case_id", "inbox_key"),
)

search_frequencies = Table(
    "search_frequencies",
    metadata,
    Column("token", String(7), primary_key=True),
    Column("entries", Integer, nullable=False),
)

search_progress = Table(
    "search_progress",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("journal_id", Integer, nullable=False, comment="entries of the journal up to here have been followed"),
    CheckConstraint("id = 1", name="one_row"),
)
