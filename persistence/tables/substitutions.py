"""Who stands in for whom, and from which day to which."""

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table

from persistence.column_types import UtcDateTime
from persistence.tables.accounts import accounts
from persistence.tables.metadata import metadata, one_of

substitutions = Table(
    "substitutions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("absent_id", ForeignKey(accounts.c.id), nullable=False),
    Column("substitute_id", ForeignKey(accounts.c.id), nullable=False),
    Column("title", String(3), nullable=False, comment="plh: she is away; plt: nobody holds the post"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("lanes", JSON(none_as_null=True), comment="ids of lanes; none: everything that the absent person may do"),
    Column("basis_sealed", LargeBinary, comment="number of the letter of assignment"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ForeignKey(accounts.c.id), nullable=False),
    Column("ended_at", UtcDateTime, comment="ended early"),
    Column("settled_at", UtcDateTime, comment="tasks of the substitute went back to their inboxes"),
    one_of("title", "plh", "plt"),
    CheckConstraint("first_day <= last_day", name="days"),
    CheckConstraint("absent_id <> substitute_id", name="two_people"),
)
Index("ix_substitutions_substitute", substitutions.c.substitute_id, substitutions.c.last_day)
Index("ix_substitutions_absent", substitutions.c.absent_id, substitutions.c.last_day)
Index(
    "ix_substitutions_unsettled",
    substitutions.c.last_day,
    sqlite_where=substitutions.c.settled_at.is_(None),
    postgresql_where=substitutions.c.settled_at.is_(None),
)
