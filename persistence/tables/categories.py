"""Categories and sub-categories of complaints, from the SOP and from the office."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from persistence.tables.accounts import units
from persistence.tables.metadata import metadata, one_of

categories = Table(
    "categories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("parent_id", ForeignKey("categories.id")),
    Column("code", String(60), nullable=False),
    Column("name", Text, nullable=False),
    Column("unit_id", ForeignKey(units.c.id), comment="proposed to the classifier"),
    Column("visibility", String(10), nullable=False, server_default="biasa"),
    Column("origin", String(10), nullable=False),
    Column("external_id", String(20), comment="number of the category at SP4N-LAPOR!"),
    Column("position", Integer, nullable=False),
    Column("is_active", Boolean, nullable=False),
    UniqueConstraint("parent_id", "code"),
    one_of("visibility", "biasa", "anonim", "rahasia"),
    one_of("origin", "sop", "office"),
)
# NULLs are distinct in a unique constraint, so the top level needs one of its own.
Index(
    "uq_categories_top",
    categories.c.code,
    unique=True,
    sqlite_where=categories.c.parent_id.is_(None),
    postgresql_where=categories.c.parent_id.is_(None),
)
