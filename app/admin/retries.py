"""Let the worker try again what it has given up."""

from __future__ import annotations

from uuid import UUID

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.actions import retry
from app.admin.blueprint import bp
from app.i18n import gettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor


@bp.post("/waktu/<uuid:timer_id>/ulangi")
def retry_timer(timer_id: UUID) -> Response:
    """Fire a timer again."""
    return _told(retry.retry_timer(current_office(), current_actor(), timer_id))


@bp.post("/pesan/<int:message_id>/ulangi")
def retry_message(message_id: int) -> Response:
    """Send a message again."""
    return _told(retry.retry_message(current_office(), current_actor(), message_id))


def _told(is_waiting: bool) -> Response:
    if is_waiting:
        flash(gettext("Akan dicoba lagi sebentar lagi."), "success")
    else:
        flash(gettext("Ini sudah tidak menunggu: sudah dicoba lagi, atau sudah selesai."), "info")
    return see_other(url_for("admin.overview"))
