"""Pages of the operator's desk, where a complaint is recorded for a citizen."""

from __future__ import annotations

from flask import Flask

from app.desk import exchange, known_reporter, overview, receipt, recording, similar
from app.desk.blueprint import bp

__all__ = ["exchange", "known_reporter", "overview", "receipt", "recording", "register", "similar"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
