"""The lists behind the numbers of the morning page; each is an address that can be sent."""

from __future__ import annotations

from flask import render_template, request

from app.office import current_office
from app.security.login import requires
from app.supervision.blueprint import bp
from app.supervision.task_list_page import read_list


@bp.get("/tugas")
@requires("supervisor")
def task_list() -> str:
    """List the tasks of a state, a row, a unit, a person, a category or a channel."""
    return render_template("supervision/tasks.html", page=read_list(current_office(), request.args))
