"""The first page of administrators."""

from __future__ import annotations

from flask import render_template

from app.admin.attention import look_around
from app.admin.blueprint import bp
from app.office import current_office


@bp.get("/")
def overview() -> str:
    """Show what needs attention, and how much runs."""
    return render_template("admin/overview.html", overview=look_around(current_office()))
