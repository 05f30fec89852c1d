"""The migrations make exactly the tables that the code describes."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from persistence.database import alembic_config, connect, upgrade
from persistence.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a database without tables, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


def test_an_empty_database_gets_every_table(empty_url: str) -> None:
    """Upgrading an empty database makes all tables, and doing it again changes nothing."""
    upgrade(empty_url)
    upgrade(empty_url)
    database = connect(empty_url)
    with database.reading() as connection:
        # SQLite keeps the index of the search in tables of its own.
        made = {name for name in inspect(connection).get_table_names() if not name.startswith("search_words")}
        assert made == {*metadata.tables, "alembic_version"}
    database.close()


def test_the_tables_and_the_migrations_agree(empty_url: str) -> None:
    """Alembic finds nothing that the tables say and the migrations leave out."""
    upgrade(empty_url)
    database = connect(empty_url)
    config = alembic_config()
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    database.close()


def test_the_migrations_can_be_taken_back(empty_url: str) -> None:
    """Going down to nothing leaves no table, and going up again works."""
    upgrade(empty_url)
    database = connect(empty_url)
    config = alembic_config()
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(empty_url)
    database.close()
