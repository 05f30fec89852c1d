"""Let a citizen and the office write to each other."""

import sqlalchemy as sa
from alembic import op

from persistence.column_types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the messages of a case, and the answers that go out on paper."""
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), comment="the task whose worker asks"),
        sa.Column("reply_to", sa.Uuid(), comment="the message that this one answers"),
        sa.Column("direction", sa.String(12), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("inbox_key", sa.String(120), nullable=False, comment="the inbox of whoever passes it on"),
        sa.Column("author_id", sa.Integer(), comment="none for the reporter"),
        sa.Column(
            "sealed", sa.LargeBinary(), nullable=False, comment="what its author wrote, and which files came with it"
        ),
        sa.Column(
            "sealed_note", sa.LargeBinary(), comment="the other words in which it was passed on, or why it was not"
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("handled_at", UtcDateTime()),
        sa.Column("handled_by", sa.Integer()),
        sa.CheckConstraint("direction IN ('to_reporter', 'to_office')", name=op.f("ck_messages_direction")),
        sa.CheckConstraint(
            "state IN ('waiting', 'forwarded', 'refused', 'answered', 'noted')", name=op.f("ck_messages_state")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_messages_case_id_cases")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_messages_task_id_tasks")),
        sa.ForeignKeyConstraint(["reply_to"], ["messages.id"], name=op.f("fk_messages_reply_to_messages")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_messages_author_id_accounts")),
        sa.ForeignKeyConstraint(["handled_by"], ["accounts.id"], name=op.f("fk_messages_handled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_case_id", "messages", ["case_id"])
    op.create_index("ix_messages_task_id", "messages", ["task_id"])
    op.create_index("ix_messages_inbox", "messages", ["inbox_key", "state", "created_at", "id"])
    op.create_table(
        "letters",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("inbox_key", sa.String(120), nullable=False, comment="the inbox of whoever prints it"),
        sa.Column("handed_over_at", UtcDateTime()),
        sa.Column("handed_over_by", sa.Integer()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_letters_case_id_cases")),
        sa.ForeignKeyConstraint(["handed_over_by"], ["accounts.id"], name=op.f("fk_letters_handed_over_by_accounts")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_letters")),
    )
    op.create_index("ix_letters_inbox", "letters", ["inbox_key", "handed_over_at", "case_id"])


def downgrade() -> None:
    """Take them back."""
    op.drop_table("letters")
    op.drop_table("messages")
