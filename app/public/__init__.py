"""Pages of citizens and visitors."""

from __future__ import annotations

from flask import Flask

from app.public.views import bp


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
