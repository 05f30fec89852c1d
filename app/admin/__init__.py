"""Pages of administrators."""

from __future__ import annotations

from flask import Flask

from app.admin import accounts, calendar, calendar_days, categories, overview, retries, seats, sop, units
from app.admin.blueprint import bp

__all__ = [
    "accounts",
    "calendar",
    "calendar_days",
    "categories",
    "overview",
    "register",
    "retries",
    "seats",
    "sop",
    "units",
]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
