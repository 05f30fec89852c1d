"""The first page, the privacy notice and the language switch."""

from __future__ import annotations

from flask import render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.complaint_draft import complaint_form
from app.i18n import LANGUAGES
from app.office import current_office
from app.page_form import today
from app.public.blueprint import bp, own_target
from app.public.draft_cookie import KEPT
from app.public.office_hours import hours_in_words
from app.public.path_ahead import rows_ahead
from app.public.stages import stages, time_to_reply
from app.public.visibility import visibilities
from app.redirects import see_other


@bp.get("/")
def landing() -> str:
    """Explain the service with the standard times of the SOP in force."""
    office = current_office()
    form = complaint_form(office)
    sop = form.diagram.sop
    return render_template(
        "public/landing.html",
        stages=stages(sop),
        rows_in_every_case={row for row, is_certain in rows_ahead(sop, [sop.first_row]).items() if is_certain},
        hours=hours_in_words(office.catalogue.edited().calendar, today()),
        visibilities=visibilities(form.form),
        time_to_reply=time_to_reply(sop),
    )


@bp.get("/privasi")
def privacy() -> str:
    """Say who sees what, for how long, and by which right."""
    office = current_office()
    return render_template(
        "public/privacy.html",
        visibilities=visibilities(complaint_form(office).form),
        settings=office.settings,
        draft_days=KEPT.days,
    )


@bp.post("/bahasa")
def choose_language() -> Response:
    """Remember the language."""
    chosen = request.form.get("language", "id")
    session["language"] = chosen if chosen in LANGUAGES else "id"
    return see_other(own_target(request.form.get("next", ""), url_for("public.landing")))
