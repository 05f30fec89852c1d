"""What Alembic runs: the project's tables on the connection that the caller, or the setting, gives."""

import os

from alembic import context
from sqlalchemy import Connection

from persistence.database import connect
from persistence.tables import metadata


def is_shared(name: str | None, kind: str, _parents: object) -> bool:
    """Leave what one database alone has, to index the search, out of the comparison with our tables."""
    return not (name or "").startswith(("search_words", "ix_search_entries_tokens"))


def run(connection: Connection) -> None:
    """Run the asked-for command in the transaction of this connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=is_shared,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with connect(os.environ["TANGGAP_DATABASE_URL"]).transaction() as connection:
        run(connection)
