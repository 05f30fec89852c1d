"""The one blueprint of the operator's desk, open to whoever works where complaints are received."""

from __future__ import annotations

from flask import Blueprint

from app import front_desk
from app.office import current_office
from app.security.authorize import require_inbox
from app.security.login import current_actor

bp = Blueprint("desk", __name__, url_prefix="/meja")


@bp.before_request
def let_in() -> None:
    """Show no page of the desk to anybody else."""
    require_inbox(current_actor(), front_desk.inbox_in_force(current_office()))
