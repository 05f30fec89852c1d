"""Add leading seats, mentions in notes, answer templates, who has a task open, and the pages of a file."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.add_column(
        "memberships",
        sa.Column(
            "is_lead",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="edits the lane's answer templates",
        ),
    )
    op.add_column(
        "attachments", sa.Column("pages", sa.Integer(), nullable=True, comment="of a PDF whose pages could be counted")
    )
    _create_mentions()
    _create_answer_templates()
    op.create_table(
        "task_viewers",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_task_viewers_account_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_viewers_task_id"),
        sa.PrimaryKeyConstraint("task_id", "account_id", name="pk_task_viewers"),
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_table("task_viewers")
    op.drop_table("answer_template_versions")
    op.drop_table("answer_templates")
    op.drop_table("mentions")
    op.drop_column("attachments", "pages")
    op.drop_column("memberships", "is_lead")


def _create_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False, comment="named in the payload of the journal entry"),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_mentions_account_id"),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name="fk_mentions_author_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_mentions_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
        sa.UniqueConstraint("note_id", "account_id", name="uq_mentions_note_id_account_id"),
    )
    op.create_index("ix_mentions_case_id", "mentions", ["case_id"])
    op.create_index("ix_mentions_unseen", "mentions", ["account_id", "seen_at", "created_at"])


def _create_answer_templates() -> None:
    op.create_table(
        "answer_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the newest of its versions"),
        sa.PrimaryKeyConstraint("id", name="pk_answer_templates"),
    )
    op.create_table(
        "answer_template_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False, comment="the form into which it is put"),
        sa.Column("category_id", sa.Integer(), nullable=True, comment="none where it fits every category"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_answer_template_versions_category_id"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["answer_templates.id"], name="fk_answer_template_versions_template_id"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name="fk_answer_template_versions_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_answer_template_versions"),
        sa.UniqueConstraint("template_id", "version", name="uq_answer_template_versions_template_id_version"),
    )
