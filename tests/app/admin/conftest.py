"""The desk of an administrator."""

from __future__ import annotations

import pytest
from admin_desk import Desk
from office_fixtures import Players


@pytest.fixture
def desk(players: Players) -> Desk:
    """Log an administrator in."""
    return Desk.of(players)
