"""Earlier cases that look like the one that is being recorded."""

from __future__ import annotations

from flask import Response, jsonify

from app.actions.complete_task import Raw
from app.desk.blueprint import bp
from app.desk.earlier import EarlierCase
from app.office import Office
from app.security.actor import Actor


@bp.post("/mirip")
def alike() -> Response:
    """Tell the form which earlier cases look like what has been written so far."""
    return jsonify(cases=[])


def unseen(office: Office, actor: Actor, raw: Raw, seen: frozenset[str]) -> tuple[EarlierCase, ...]:
    """Return the cases like this one that were not shown yet."""
    return ()
