"""Pages of staff: the task inbox and the task itself."""

from __future__ import annotations

from flask import Flask

from app.inbox import bulk, claiming, hand_over, snooze, task, task_list
from app.inbox.blueprint import bp

__all__ = ["bulk", "claiming", "hand_over", "register", "snooze", "task", "task_list"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
