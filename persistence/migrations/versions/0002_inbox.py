"""Make the inbox find its page among a million tasks."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LEADS = ("inbox_key", "row_number")
COVERED = ("category_key", "unit_key", "owner_key", "channel", "case_order", "snoozed_until", "state")
OPEN = "state = 'open'"
INDEXES = {
    "due": (LEADS, OPEN),
    "category": ((*LEADS, "category_key"), OPEN),
    "unit": ((*LEADS, "unit_key"), OPEN),
    "holder": ((*LEADS, "owner_key"), OPEN),
    "channel": ((*LEADS, "channel"), OPEN),
    "number": ((*LEADS, "case_order"), OPEN),
    "owner": (("owner_id",), f"{OPEN} AND owner_id IS NOT NULL"),
}
ADDED = ("snoozed_until", "awaits_reply", "channel", "case_order", "category_key", "unit_key", "owner_key")

# A reporter's task waits for her because of the work of staff that was done just before it.
OF_REPORTERS = """
    UPDATE tasks SET inbox_key = COALESCE(
        (SELECT '@' || done.inbox_key FROM tasks AS done
         WHERE done.case_id = tasks.case_id AND done.state = 'completed' AND done.inbox_key <> ''
           AND done.inbox_key NOT LIKE '@%' AND done.closed_at <= tasks.opened_at
         ORDER BY done.closed_at DESC LIMIT 1), '')
    WHERE inbox_key = ''
"""
OF_CASES = """
    UPDATE tasks SET
        channel = (SELECT channel FROM cases WHERE cases.id = tasks.case_id),
        case_order = (SELECT CAST(year AS BIGINT) * 10000000 + serial FROM cases WHERE cases.id = tasks.case_id)
"""


def upgrade() -> None:
    """Add what lists are sorted and filtered by, fill it in, index the open tasks by each, and keep choices."""
    _create_choices()
    key = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
    op.add_column(
        "accounts",
        sa.Column("name_key", key, nullable=False, server_default="", comment="the name, folded, to sort by"),
    )
    op.drop_index("ix_tasks_inbox", "tasks")
    op.drop_index("ix_tasks_owner", "tasks")
    _say_what_keys_are("lane/unit; a reporter's task has its own")
    for column in _columns():
        op.add_column("tasks", column)
    _fill(op.get_bind())
    for name, (leads, where) in INDEXES.items():
        rest = [column for column in ("due_at", "id", *LEADS, *COVERED) if column not in leads]
        only = sa.text(where)
        op.create_index(f"ix_tasks_{name}", "tasks", [*leads, *rest], sqlite_where=only, postgresql_where=only)
    op.create_index(
        "ix_tasks_awaiting",
        "tasks",
        [*LEADS, "due_at", "id", *COVERED, "awaits_reply"],
        # SQLite has no truth values, and knows the condition of an index by its words.
        sqlite_where=sa.text(f"{OPEN} AND awaits_reply = 1"),
        postgresql_where=sa.text(f"{OPEN} AND awaits_reply"),
    )


def downgrade() -> None:
    """Take the columns back with their indexes; a reporter's task stands in no inbox again."""
    for name in (*INDEXES, "awaiting"):
        op.drop_index(f"ix_tasks_{name}", "tasks")
    op.execute("UPDATE tasks SET inbox_key = '' WHERE inbox_key LIKE '@%'")
    for column in ADDED:
        op.drop_column("tasks", column)
    _say_what_keys_are("lane/unit; empty in the reporter's lane")
    op.create_index("ix_tasks_inbox", "tasks", ["inbox_key", "state", "due_at", "id"])
    op.create_index("ix_tasks_owner", "tasks", ["owner_id", "state", "due_at", "id"])
    op.drop_column("accounts", "name_key")
    op.drop_table("inbox_columns")
    op.drop_table("saved_filters")


def _create_choices() -> None:
    op.create_table(
        "inbox_columns",
        sa.Column("account_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("columns", sa.Text(), nullable=False, comment="names of columns in their order, with commas"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_inbox_columns_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_inbox_columns"),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="whose members see it too"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False, comment="what stands in the address after the question mark"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_saved_filters_account_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_saved_filters_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.UniqueConstraint("account_id", "name", name="uq_saved_filters_account_id_name"),
    )
    op.create_index("ix_saved_filters_unit_id", "saved_filters", ["unit_id"])


def _say_what_keys_are(comment: str) -> None:
    # SQLite keeps no comments, and would copy the whole table for it.
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("tasks", "inbox_key", existing_type=sa.String(120), existing_nullable=False, comment=comment)


def _columns() -> list[sa.Column[Any]]:
    def key_text(length: int) -> sa.String:
        return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")

    return [
        sa.Column("snoozed_until", sa.DateTime(timezone=True)),
        sa.Column("awaits_reply", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("channel", key_text(20), nullable=False, server_default=""),
        sa.Column("case_order", sa.BigInteger(), nullable=False, server_default="0"),
        *(
            sa.Column(name, key_text(60), nullable=False, server_default="~")
            for name in ("category_key", "unit_key", "owner_key")
        ),
    ]


def _fill(connection: sa.Connection) -> None:
    connection.execute(sa.text(OF_REPORTERS))
    connection.execute(sa.text(OF_CASES))
    for row in connection.execute(sa.text("SELECT id, name FROM accounts")).all():
        _set(connection, "UPDATE accounts SET name_key = :key WHERE id = :id", row.id, _folded(row.name))
        _set(connection, "UPDATE tasks SET owner_key = :key WHERE owner_id = :id", row.id, _key(row.name, row.id))
    for row in connection.execute(sa.text("SELECT id, name FROM units")).all():
        _set(connection, _of_case("unit_key", "unit_id"), row.id, _key(row.name, row.id))
    above = "SELECT c.id, c.name, p.id AS above_id, p.name AS above FROM categories c"
    for row in connection.execute(sa.text(f"{above} LEFT JOIN categories p ON p.id = c.parent_id")).all():
        top, sub = f"{_folded(row.name)[:20]}|{row.id}/", ""
        if row.above_id:
            top, sub = f"{_folded(row.above)[:20]}|{row.above_id}/", f"{_folded(row.name)[:20]}|{row.id}"
        _set(connection, _of_case("category_key", "category_id"), row.id, top + sub)


def _of_case(key: str, column: str) -> str:
    # The words are those of this file.
    return f"UPDATE tasks SET {key} = :key WHERE case_id IN (SELECT id FROM cases WHERE {column} = :id)"  # noqa: S608


def _set(connection: sa.Connection, statement: str, row_id: int, key: str) -> None:
    connection.execute(sa.text(statement), {"id": row_id, "key": key})


def _key(name: str, row_id: int) -> str:
    return f"{_folded(name)}|{row_id}"


def _folded(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())[:32]
