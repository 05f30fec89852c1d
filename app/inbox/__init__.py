"""Pages of staff: the task inbox and the task itself."""

from __future__ import annotations

from flask import Flask

from app.inbox import claiming, task, task_list
from app.inbox.blueprint import bp

__all__ = ["claiming", "register", "task", "task_list"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
