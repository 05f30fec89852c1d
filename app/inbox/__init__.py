"""Pages of staff: the task inbox and the task itself."""

from __future__ import annotations

from flask import Flask

from app.inbox.views import bp


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
