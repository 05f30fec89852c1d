"""Let people search what they may read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The tokens are whole already and stand at most once, so the index needs neither positions nor sizes.
SQLITE_INDEX = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        tokens, content='search_entries', content_rowid='id', tokenize='ascii', detail=none, columnsize=0
    )
    """,
    """
    CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries
    BEGIN INSERT INTO search_words (rowid, tokens) VALUES (NEW.id, NEW.tokens); END
    """,
    """
    CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries
    BEGIN INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens); END
    """,
    """
    CREATE TRIGGER search_entries_changed AFTER UPDATE OF tokens ON search_entries
    BEGIN
        INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens);
        INSERT INTO search_words (rowid, tokens) VALUES (NEW.id, NEW.tokens);
    END
    """,
)
POSTGRESQL_INDEX = (
    # Random tokens do not compress, and a row that stays in its page is read without another look-up.
    "ALTER TABLE search_entries ALTER COLUMN tokens SET STORAGE MAIN",
    "ALTER TABLE search_entries SET (toast_tuple_target = 8160)",
    # A list of pending entries, which every search would read through, is not worth its quicker writes here.
    "CREATE INDEX ix_search_entries_tokens ON search_entries USING gin (tokens) WITH (fastupdate = off)",
)
# Left to itself, PostgreSQL takes a rare word for a common one, and reads the whole table in the order of the ids.
# So a word is looked up in the index; where it is common, the newest entries are looked through before.
NEWEST = """
    CREATE FUNCTION search_newest(question tsquery, inboxes text[], bound bigint, most integer, looked integer)
    RETURNS TABLE (id bigint, case_id uuid, inbox_key varchar, open_tasks bytea)
    LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
    #variable_conflict use_column
    DECLARE
        reached bigint := bound;
        told integer := 0;
    BEGIN
        IF looked > 0 THEN
            SELECT min(id) INTO reached FROM
                (SELECT id FROM search_entries WHERE id < bound ORDER BY id DESC LIMIT looked) AS newest;
            RETURN QUERY SELECT id, case_id, inbox_key, open_tasks FROM search_entries
                WHERE id < bound AND NOT id < reached
                AND (tokens @@ question) IS TRUE AND inbox_key = ANY (inboxes) ORDER BY id DESC LIMIT most;
            GET DIAGNOSTICS told = ROW_COUNT;
        END IF;
        IF most > told THEN
            RETURN QUERY SELECT id, case_id, inbox_key, open_tasks FROM search_entries
                WHERE tokens @@ question AND inbox_key = ANY (inboxes) AND id + 0 < reached
                ORDER BY id + 0 DESC LIMIT most - told;
        END IF;
    END $$
"""
OLDEST = NEWEST.replace("newest", "oldest").replace(" < ", " > ").replace(" DESC ", " ASC ").replace("min(", "max(")


def upgrade() -> None:
    """Create the tables, and what indexes the tokens on this database."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_entries",
        sa.Column(
            "id",
            sa.Integer() if is_sqlite else sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="the case's number and a place within the case, so that the newest cases come first",
        ),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "inbox_key", sa.String(length=120), nullable=False, comment="who may find by it; * for whoever oversees all"
        ),
        sa.Column("task_id", sa.Uuid(), nullable=True, comment="the inbox's newest task of the case"),
        sa.Column("version", sa.Integer(), nullable=False, comment="of the case, when it was read"),
        sa.Column("open_tasks", sa.LargeBinary(), nullable=False, comment="ids of the open tasks, 16 bytes each"),
        sa.Column("tokens", sa.Text() if is_sqlite else postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_search_entries_case_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_search_entries_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_search_entries"),
        sa.UniqueConstraint("case_id", "inbox_key", name="uq_search_entries_case_id_inbox_key"),
    )
    op.create_table(
        "search_frequencies",
        sa.Column("token", sa.String(length=7), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_search_frequencies"),
    )
    op.create_table(
        "search_progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "journal_id", sa.Integer(), nullable=False, comment="entries of the journal up to here have been followed"
        ),
        sa.CheckConstraint("id = 1", name="ck_search_progress_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_search_progress"),
    )
    op.execute("INSERT INTO search_progress (id, journal_id) VALUES (1, 0)")
    for statement in SQLITE_INDEX if is_sqlite else (*POSTGRESQL_INDEX, NEWEST, OLDEST):
        op.execute(statement)


def downgrade() -> None:
    """Drop them; the triggers and the indexes go with their tables."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("search_words")
    else:
        op.execute("DROP FUNCTION search_newest")
        op.execute("DROP FUNCTION search_oldest")
    for table in ("search_progress", "search_frequencies", "search_entries"):
        op.drop_table(table)
