"""The first page of a supervisor."""

from __future__ import annotations

from flask import render_template

from app.office import current_office
from app.security.login import requires
from app.supervision.blueprint import bp
from app.supervision.morning_page import morning as read_morning


@bp.get("")
@requires("supervisor")
def morning() -> str:
    """Show what is late and due, by row, unit and person."""
    return render_template("supervision/morning.html", page=read_morning(current_office()))
