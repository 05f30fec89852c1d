"""Pages of administrators."""

from __future__ import annotations

from flask import Flask

from app.admin.views import bp


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
