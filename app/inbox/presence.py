"""Who else has a task open."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Response, jsonify, request

from app.actions.announce_presence import announce_presence
from app.i18n import gettext, ngettext
from app.inbox.blueprint import bp
from app.office import current_office
from app.security.login import current_actor, requires


@bp.post("/<uuid:task_id>/hadir")
@requires("staff", "supervisor")
def presence(task_id: UUID) -> Response:
    """Keep this person on the list of those who have the task open, and say who else is; task.js asks."""
    is_leaving = "pergi" in request.form
    others = announce_presence(current_office(), current_actor(), task_id, is_leaving=is_leaving)
    return jsonify(pembuka=who_is_here(others))


def who_is_here(names: Sequence[str]) -> str:
    """Say who else has a task open, or nothing."""
    if not names:
        return ""
    if len(names) == 1:
        return gettext("%(name)s sedang membuka tugas ini.", name=names[0])
    rest = ngettext("%(num)d orang lain", "%(num)d orang lain", len(names) - 1)
    return gettext("%(name)s dan %(others)s sedang membuka tugas ini.", name=names[0], others=rest)
