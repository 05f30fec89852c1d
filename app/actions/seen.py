"""Notice that somebody else has changed what a person is about to change."""

from __future__ import annotations

from app.errors import ChangedMeanwhile
from persistence.canonical import canonical, sha256_hex


def stamp(*values: object) -> str:
    """Mark values as they are shown now; a form carries the mark, and other values would give another."""
    return sha256_hex(canonical(values))[:20]


def require_same(seen: str, stored: str) -> None:
    """Check that what a person saw is what is stored. Raises ChangedMeanwhile."""
    if seen != stored:
        raise ChangedMeanwhile
