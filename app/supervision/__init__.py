"""Pages of the supervisor: the morning page, substitution and the recaps."""

from __future__ import annotations

from flask import Flask

from app.supervision import morning, recap, register_book, substitution, task_list
from app.supervision.blueprint import bp

__all__ = ["morning", "recap", "register", "register_book", "substitution", "task_list"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
