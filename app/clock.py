"""The one place that reads the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)
