"""Pages of citizens and visitors."""

from __future__ import annotations

from flask import Flask

from app.public import account, attachments, case, complaint, landing, login, receipt, tracking
from app.public.blueprint import bp

__all__ = ["account", "attachments", "case", "complaint", "landing", "login", "receipt", "register", "tracking"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
