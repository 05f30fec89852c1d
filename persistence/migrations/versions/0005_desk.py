"""Let an operator record a complaint for a citizen."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Written out, because SQLite adds a column with its foreign key in this form only: to make the table anew, as Alembic
# would, it would have to delete the rows that others point to.
_COLUMNS = (
    ("external_number", "VARCHAR(60)", ""),
    ("recorded_by", "INTEGER", "CONSTRAINT fk_cases_recorded_by REFERENCES accounts (id)"),
    ("related_to", "{uuid}", "CONSTRAINT fk_cases_related_to REFERENCES cases (id)"),
)


def upgrade() -> None:
    """Make them."""
    uuid = sa.Uuid().compile(dialect=op.get_bind().dialect)
    for name, type_, reference in _COLUMNS:
        op.execute(f"ALTER TABLE cases ADD COLUMN {name} {type_.format(uuid=uuid)} {reference}")
    op.create_index("uq_cases_external", "cases", ["channel", "external_number"], unique=True)
    op.create_index("ix_cases_related_to", "cases", ["related_to"])
    op.create_index("ix_cases_recorded", "cases", ["recorded_by", "submitted_at"])
    op.create_table(
        "contact_hashes",
        sa.Column("hash", sa.String(length=64), nullable=False, comment="HMAC-SHA256 of the normalised contact"),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="phone or nik"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_contact_hashes_case_id"),
        sa.PrimaryKeyConstraint("hash", "case_id", name="pk_contact_hashes"),
    )
    op.create_index("ix_contact_hashes_case_id", "contact_hashes", ["case_id"])


def downgrade() -> None:
    """Take them back."""
    op.drop_table("contact_hashes")
    op.drop_index("ix_cases_recorded", "cases")
    op.drop_index("ix_cases_related_to", "cases")
    op.drop_index("uq_cases_external", "cases")
    for name, _, _ in reversed(_COLUMNS):
        op.execute(f"ALTER TABLE cases DROP COLUMN {name}")
