"""Places for the databases of the bench, on both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.bench.places import Place, PostgresqlPlace, SqlitePlace


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a place for the databases of the bench, on both kinds."""
    if request.param == "sqlite":
        yield SqlitePlace(tmp_path)
        return
    postgresql = PostgresqlPlace(make_url(request.getfixturevalue("postgresql_server")))
    yield postgresql
    postgresql.drop_all()
