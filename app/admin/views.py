"""The pages of administrators."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/pengelolaan")


@bp.get("/")
def overview() -> str:
    """Show what an administrator looks after."""
    return "ok"
