"""The inbox of staff."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("inbox", __name__, url_prefix="/tugas")


@bp.get("/")
def tasks() -> str:
    """List the open tasks."""
    return "ok"
