"""The inbox."""

from __future__ import annotations

from uuid import uuid4

from flask import render_template, request

from app.inbox.blueprint import bp
from app.inbox.listing import listing, place_of
from app.office import current_office
from app.security.login import current_actor, requires


@bp.get("", strict_slashes=False)
@requires("staff", "supervisor")
def tasks() -> str:
    """List the open tasks of this person's lanes; all of the office for a supervisor."""
    after = place_of(request.args.get("sesudah", ""))
    page = listing(current_office(), current_actor(), request.args.get("tampilan", ""), after)
    return render_template("inbox/tasks.html", page=page, command=uuid4())
