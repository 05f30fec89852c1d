"""The first page, the privacy notice and the language switch."""

from __future__ import annotations

from flask import render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.i18n import LANGUAGES
from app.office import current_office
from app.public.blueprint import bp, own_target, see_other
from app.public.stages import stages


@bp.get("/")
def landing() -> str:
    """Explain the service with the standard times of the SOP in force."""
    office = current_office()
    sop = office.catalogue.diagram(office.catalogue.edited().version.id).sop
    return render_template("public/landing.html", stages=stages(sop))


@bp.get("/privasi")
def privacy() -> str:
    """Say who sees what, for how long, and by which right."""
    return render_template("public/privacy.html")


@bp.post("/bahasa")
def choose_language() -> Response:
    """Remember the language."""
    chosen = request.form.get("language", "id")
    session["language"] = chosen if chosen in LANGUAGES else "id"
    return see_other(own_target(request.form.get("next", ""), url_for("public.landing")))
