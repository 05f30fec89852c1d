"""Add substitution and warnings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of substitution and of warnings."""
    _create_substitutions()
    _create_warnings()
    _create_warned()
    _create_digests()
    _create_index_of_closed_tasks()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_tasks_closed", "tasks")
    for table in ("digests", "warned", "warnings", "substitutions"):
        op.drop_table(table)


def _create_substitutions() -> None:
    op.create_table(
        "substitutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=3), nullable=False, comment="plh: she is away; plt: nobody holds the post"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "lanes", sa.JSON(), nullable=True, comment="ids of lanes; none: everything that the absent person may do"
        ),
        sa.Column("basis_sealed", sa.LargeBinary(), nullable=True, comment="number of the letter of assignment"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="ended early"),
        sa.Column(
            "settled_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="tasks of the substitute went back to their inboxes",
        ),
        sa.CheckConstraint("title IN ('plh', 'plt')", name="ck_substitutions_title"),
        sa.CheckConstraint("first_day <= last_day", name="ck_substitutions_days"),
        sa.CheckConstraint("absent_id <> substitute_id", name="ck_substitutions_two_people"),
        sa.ForeignKeyConstraint(["absent_id"], ["accounts.id"], name="fk_substitutions_absent_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["accounts.id"], name="fk_substitutions_substitute_id"),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name="fk_substitutions_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_substitutions"),
    )
    op.create_index("ix_substitutions_substitute", "substitutions", ["substitute_id", "last_day"])
    op.create_index("ix_substitutions_absent", "substitutions", ["absent_id", "last_day"])
    op.create_index(
        "ix_substitutions_unsettled",
        "substitutions",
        ["last_day"],
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def _create_warnings() -> None:
    op.create_table(
        "warnings",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column(
            "level", sa.SmallInteger(), autoincrement=False, nullable=False, comment="percent of the standard time"
        ),
        sa.Column("falls_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.Column("fell_at", sa.DateTime(timezone=True), nullable=True, comment="when the worker gave it to people"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_warnings_task_id"),
        sa.PrimaryKeyConstraint("task_id", "level", name="pk_warnings"),
    )
    op.create_index(
        "ix_warnings_falls_at",
        "warnings",
        ["falls_at"],
        sqlite_where=sa.text("fell_at IS NULL"),
        postgresql_where=sa.text("fell_at IS NULL"),
    )


def _create_warned() -> None:
    op.create_table(
        "warned",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="in a digest, or left out because it was done before",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_warned_account_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_warned_task_id"),
        sa.PrimaryKeyConstraint("account_id", "task_id", "level", name="pk_warned"),
    )
    op.create_index("ix_warned_at", "warned", ["account_id", "at"])
    op.create_index(
        "ix_warned_untold",
        "warned",
        ["account_id"],
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )


def _create_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="the last day whose opening was looked at"),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True, comment="when the last digest went out"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_digests_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_digests"),
    )


def _create_index_of_closed_tasks() -> None:
    only = sa.text("closed_at IS NOT NULL")
    op.create_index(
        "ix_tasks_closed",
        "tasks",
        ["closed_at", "closed_by", "state", "inbox_key"],
        sqlite_where=only,
        postgresql_where=only,
    )
