"""The application starts only where it can trust what it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_fixtures import settings_for

import app as application
from processes.errors import EngineChanged


def test_another_engine_than_the_proven_one_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stored states would move otherwise than before, so nothing starts."""
    monkeypatch.setattr("processes.self_test.PROVEN", 64 * "0")
    application._prove_engine.cache_clear()
    with pytest.raises(EngineChanged):
        application.create_app(settings_for(f"sqlite:///{tmp_path}/office.sqlite", tmp_path))
