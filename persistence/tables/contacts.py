"""By which telephone numbers and NIKs a case can be found again, as keyed hashes."""

from sqlalchemy import Column, ForeignKey, String, Table

from persistence.tables.cases import cases
from persistence.tables.metadata import metadata

contact_hashes = Table(
    "contact_hashes",
    metadata,
    Column("hash", String(64), primary_key=True, comment="HMAC-SHA256 of the normalised contact"),
    Column("case_id", ForeignKey(cases.c.id), primary_key=True, index=True),
    Column("kind", String(10), nullable=False, comment="phone or nik"),
)
