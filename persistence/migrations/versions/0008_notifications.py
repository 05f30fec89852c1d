"""Add ways and choices of notification."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.sql.elements import conv

from persistence.column_types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = ("waiting", "by_hand", "sent", "failed", "dropped")
STATE_CHECK = conv("ck_outbox_ck_outbox_state")  # The first migration's name, made twice by the naming rule.
FORMER_STATES = ("waiting", "sent", "failed")


def upgrade() -> None:
    """Make them."""
    op.add_column(
        "cases",
        sa.Column(
            "language", sa.String(5), nullable=False, server_default="id", comment="the reporter's, at submission"
        ),
    )
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("channel", sa.String(10), nullable=False, server_default="mail"))
        outbox.add_column(sa.Column("account_id", sa.Integer, comment="none for a reporter"))
        outbox.add_column(sa.Column("sent_by", sa.Integer, comment="who sent it by hand"))
        for column in ("account_id", "sent_by"):
            outbox.create_foreign_key(f"fk_outbox_{column}", "accounts", [column], ["id"])
        _replace_states(outbox, STATES)
        outbox.create_check_constraint(op.f("ck_outbox_channel"), _one_of("channel", ("mail", "push", "whatsapp")))
        outbox.drop_index("ix_outbox_next_try")
        outbox.create_index("ix_outbox_next_try", ["state", "channel", "next_try_at"])
        outbox.create_index(op.f("ix_outbox_account_id"), ["account_id"])
    _create_choices()
    _create_addresses()


def downgrade() -> None:
    """Take them back; what waits to be sent by hand, or went another way than by mail, is forgotten."""
    for table in ("sweep_marks", "dead_addresses", "contact_checks", "push_subscriptions", "notification_choices"):
        op.drop_table(table)
    op.execute("DELETE FROM outbox WHERE channel <> 'mail' OR state NOT IN ('waiting', 'sent', 'failed')")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index(op.f("ix_outbox_account_id"))
        outbox.drop_index("ix_outbox_next_try")
        outbox.create_index("ix_outbox_next_try", ["state", "next_try_at"])
        _replace_states(outbox, FORMER_STATES)
        outbox.drop_constraint(op.f("ck_outbox_channel"), type_="check")
        for column in ("account_id", "sent_by"):
            outbox.drop_constraint(f"fk_outbox_{column}", type_="foreignkey")
        for column in ("channel", "account_id", "sent_by"):
            outbox.drop_column(column)
    op.drop_column("cases", "language")


def _replace_states(outbox: BatchOperations, states: tuple[str, ...]) -> None:
    outbox.drop_constraint(STATE_CHECK, type_="check")
    outbox.create_check_constraint(STATE_CHECK, _one_of("state", states))


def _create_choices() -> None:
    op.create_table(
        "notification_choices",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.CheckConstraint(_one_of("channel", ("mail", "push")), name=op.f("ck_notification_choices_channel")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notification_choices_account_id")),
        sa.PrimaryKeyConstraint("account_id", "topic", "channel", name=op.f("pk_notification_choices")),
    )
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("endpoint_index", sa.String(64), nullable=False, comment="HMAC of the endpoint"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime, comment="when a message last went there"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_push_subscriptions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint_index", name=op.f("uq_push_subscriptions_endpoint_index")),
    )
    op.create_index(op.f("ix_push_subscriptions_account_id"), "push_subscriptions", ["account_id"])


def _create_addresses() -> None:
    op.create_table(
        "contact_checks",
        sa.Column("account_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("code_index", sa.String(64), nullable=False, comment="HMAC of the code"),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_contact_checks_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contact_checks")),
    )
    op.create_table(
        "dead_addresses",
        sa.Column("address_index", sa.String(64), nullable=False, comment="HMAC of the address"),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("address_index", name=op.f("pk_dead_addresses")),
    )
    op.create_table(
        "sweep_marks",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column(
            "entry", sa.Integer, nullable=False, comment="id of the last entry of the journal that was looked at"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sweep_marks")),
    )


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
