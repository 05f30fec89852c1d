"""Create the tables, and the triggers that keep the journal and the published SOPs as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER journal_keeps_entries BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_keeps_all_entries BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER sop_versions_keep_xml BEFORE UPDATE ON sop_versions
    WHEN OLD.status <> 'draft' AND (
        NEW.id <> OLD.id OR NEW.xml <> OLD.xml OR NEW.sha256 <> OLD.sha256
        OR NEW.number <> OLD.number OR NEW.status = 'draft'
    )
    BEGIN SELECT RAISE(ABORT, 'a published SOP is immutable'); END
    """,
    """
    CREATE TRIGGER sop_versions_keep_published BEFORE DELETE ON sop_versions
    WHEN OLD.status <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published SOP is immutable'); END
    """,
)
POSTGRESQL_FUNCTIONS = ("refuse_journal_change", "refuse_sop_change")
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER journal_keeps_entries BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()
    """,
    """
    CREATE FUNCTION refuse_sop_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a published SOP is immutable' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER sop_versions_keep_xml BEFORE UPDATE ON sop_versions
    FOR EACH ROW WHEN (OLD.status <> 'draft' AND (
        NEW.id <> OLD.id OR NEW.xml <> OLD.xml OR NEW.sha256 <> OLD.sha256
        OR NEW.number <> OLD.number OR NEW.status = 'draft'
    )) EXECUTE FUNCTION refuse_sop_change()
    """,
    """
    CREATE TRIGGER sop_versions_keep_published BEFORE DELETE ON sop_versions
    FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION refuse_sop_change()
    """,
    """
    CREATE TRIGGER sop_versions_keep_all BEFORE TRUNCATE ON sop_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_sop_change()
    """,
)


def upgrade() -> None:
    """Create the tables, then the triggers."""
    _create_accounts()
    _create_calendar_days()
    _create_case_numbers()
    _create_idempotency_keys()
    _create_throttles()
    _create_units()
    _create_account_sessions()
    _create_categories()
    _create_drafts()
    _create_memberships()
    _create_sop_versions()
    _create_working_calendars()
    _create_cases()
    _create_journal()
    _create_outbox()
    _create_tasks()
    _create_attachments()
    _create_documents()
    _create_timers()
    _create_triggers()


def downgrade() -> None:
    """Drop every table; the triggers go with them."""
    for table in (
        "timers",
        "documents",
        "attachments",
        "tasks",
        "outbox",
        "journal",
        "cases",
        "working_calendars",
        "sop_versions",
        "memberships",
        "drafts",
        "categories",
        "account_sessions",
        "units",
        "throttles",
        "idempotency_keys",
        "case_numbers",
        "calendar_days",
        "accounts",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in POSTGRESQL_FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=254), nullable=False, comment="e-mail or phone number, lower-cased"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), server_default="id", nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('citizen', 'staff', 'supervisor', 'administrator', 'auditor')", name="ck_accounts_role"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
    )


def _create_calendar_days() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('holiday', 'collective_leave', 'closure', 'workday')", name="ck_calendar_days_kind"
        ),
        sa.PrimaryKeyConstraint("date", name="pk_calendar_days"),
    )


def _create_case_numbers() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_case_numbers"),
    )


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def _create_throttles() -> None:
    op.create_table(
        "throttles",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_throttles"),
    )
    op.create_index("ix_throttles_until", "throttles", ["until"])


def _create_units() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("code", name="uq_units_code"),
    )


def _create_account_sessions() -> None:
    op.create_table(
        "account_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_account_sessions_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account_sessions"),
        sa.UniqueConstraint("token_sha256", name="uq_account_sessions_token_sha256"),
    )
    op.create_index("ix_account_sessions_account_id", "account_sessions", ["account_id"])
    op.create_index("ix_account_sessions_expires_at", "account_sessions", ["expires_at"])


def _create_categories() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="proposed to the classifier"),
        sa.Column("visibility", sa.String(length=10), server_default="biasa", nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("external_id", sa.String(length=20), nullable=True, comment="number of the category at SP4N-LAPOR!"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("origin IN ('sop', 'office')", name="ck_categories_origin"),
        sa.CheckConstraint("visibility IN ('biasa', 'anonim', 'rahasia')", name="ck_categories_visibility"),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name="fk_categories_parent_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_categories_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_categories"),
        sa.UniqueConstraint("parent_id", "code", name="uq_categories_parent_id_code"),
    )
    op.create_index(
        "uq_categories_top",
        "categories",
        ["code"],
        unique=True,
        sqlite_where=sa.text("parent_id IS NULL"),
        postgresql_where=sa.text("parent_id IS NULL"),
    )


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_drafts_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("token_sha256", name="uq_drafts_token_sha256"),
    )
    op.create_index("ix_drafts_account_id", "drafts", ["account_id"])
    op.create_index("ix_drafts_saved_at", "drafts", ["saved_at"])


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="none in a lane of the whole office"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_memberships_account_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_memberships_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        sa.UniqueConstraint("account_id", "lane", "unit_id", name="uq_memberships_account_id_lane_unit_id"),
    )
    op.create_index(
        "uq_memberships_office",
        "memberships",
        ["account_id", "lane"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NULL"),
        postgresql_where=sa.text("unit_id IS NULL"),
    )


def _create_sop_versions() -> None:
    op.create_table(
        "sop_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'published', 'retired')", name="ck_sop_versions_status"),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name="fk_sop_versions_published_by"),
        sa.PrimaryKeyConstraint("id", name="pk_sop_versions"),
        sa.UniqueConstraint("number", name="uq_sop_versions_number"),
    )
    op.create_index("ix_sop_versions_sha256", "sop_versions", ["sha256"])
    op.create_index(
        "uq_sop_versions_published",
        "sop_versions",
        ["status"],
        unique=True,
        sqlite_where=sa.text("status = 'published'"),
        postgresql_where=sa.text("status = 'published'"),
    )


def _create_working_calendars() -> None:
    op.create_table(
        "working_calendars",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("calendar", sa.JSON(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name="fk_working_calendars_created_by"),
        sa.PrimaryKeyConstraint("version", name="pk_working_calendars"),
    )


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sop_version_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="seq of the case's newest journal entry"),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("access_code_hash", sa.Text(), nullable=False),
        sa.Column(
            "sealed_key", sa.LargeBinary(), nullable=True, comment="the case key under the master key; none once erased"
        ),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=True),
        sa.Column("follow_up_of", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('running', 'closed', 'cancelled')", name="ck_cases_status"),
        sa.CheckConstraint("visibility IN ('biasa', 'anonim', 'rahasia')", name="ck_cases_visibility"),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_cases_category_id"),
        sa.ForeignKeyConstraint(["follow_up_of"], ["cases.id"], name="fk_cases_follow_up_of"),
        sa.ForeignKeyConstraint(["reporter_id"], ["accounts.id"], name="fk_cases_reporter_id"),
        sa.ForeignKeyConstraint(["sop_version_id"], ["sop_versions.id"], name="fk_cases_sop_version_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_cases_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("year", "serial", name="uq_cases_year_serial"),
    )
    op.create_index("ix_cases_follow_up_of", "cases", ["follow_up_of"])
    op.create_index("ix_cases_reporter", "cases", ["reporter_id", "submitted_at"])
    op.create_index("ix_cases_sop_version_id", "cases", ["sop_version_id"])
    op.create_index("ix_cases_status", "cases", ["status", "submitted_at"])
    op.create_index("ix_cases_unit_id", "cases", ["unit_id"])


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True, comment="none in the office's own chain"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=True),
        sa.Column("element", sa.String(length=80), nullable=True),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("payload_commit", sa.String(length=64), nullable=False),
        sa.Column("sop_sha256", sa.String(length=64), nullable=True),
        sa.Column("engine_version", sa.String(length=40), nullable=True),
        sa.Column("state_hash", sa.String(length=64), nullable=True),
        sa.Column("marking_hash", sa.String(length=64), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "command_id", sa.Uuid(), nullable=True, comment="a command is written once, however often it is sent"
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["accounts.id"], name="fk_journal_actor_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_journal_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sa.UniqueConstraint("case_id", "seq", name="uq_journal_case_id_seq"),
        sa.UniqueConstraint("command_id", name="uq_journal_command_id"),
    )
    op.create_index(
        "uq_journal_office",
        "journal",
        ["seq"],
        unique=True,
        sqlite_where=sa.text("case_id IS NULL"),
        postgresql_where=sa.text("case_id IS NULL"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="ck_outbox_state"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_outbox_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_outbox_next_try", "outbox", ["state", "next_try_at"])


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.String(length=80), nullable=False),
        sa.Column("row_number", sa.String(length=10), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column(
            "inbox_key", sa.String(length=120), nullable=False, comment="lane/unit; empty in the reporter's lane"
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("draft_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("draft_saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'completed', 'cancelled')", name="ck_tasks_state"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_tasks_case_id"),
        sa.ForeignKeyConstraint(["closed_by"], ["accounts.id"], name="fk_tasks_closed_by"),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name="fk_tasks_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_case_id", "tasks", ["case_id"])
    op.create_index("ix_tasks_inbox", "tasks", ["inbox_key", "state", "due_at", "id"])
    op.create_index("ix_tasks_owner", "tasks", ["owner_id", "state", "due_at", "id"])


def _create_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True, comment="the task in whose form it was uploaded"),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes before sealing"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("storage_name", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_attachments_case_id"),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name="fk_attachments_created_by"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_attachments_draft_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_attachments_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_case_id", "attachments", ["case_id"])
    op.create_index("ix_attachments_draft_id", "attachments", ["draft_id"])


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_documents_case_id"),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name="fk_documents_created_by"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_documents_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("case_id", "type", "version", name="uq_documents_case_id_type_version"),
    )


def _create_timers() -> None:
    op.create_table(
        "timers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.String(length=80), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interrupting", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'fired', 'ended', 'failed')", name="ck_timers_state"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_timers_case_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_timers_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
    )
    op.create_index("ix_timers_case_id", "timers", ["case_id"])
    op.create_index("ix_timers_next_try", "timers", ["state", "next_try_at"])


def _create_triggers() -> None:
    dialect = op.get_bind().dialect.name
    for statement in SQLITE_TRIGGERS if dialect == "sqlite" else POSTGRESQL_TRIGGERS:
        op.execute(statement)
