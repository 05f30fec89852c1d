"""Answer templates: every save is a version of its own, and the older ones stay."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.categories import categories
from persistence.tables.metadata import metadata

answer_templates = Table(
    "answer_templates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False, comment="the newest of its versions"),
)

answer_template_versions = Table(
    "answer_template_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("template_id", ForeignKey(answer_templates.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("form", String(80), nullable=False, comment="the form into which it is put"),
    Column("category_id", ForeignKey(categories.c.id), comment="none where it fits every category"),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("written_by", ForeignKey(accounts.c.id), nullable=False),
    UniqueConstraint("template_id", "version"),
)
