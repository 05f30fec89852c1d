"""The complaint form: shown, kept as a draft while it is filled in, and sent once."""

from __future__ import annotations

from flask import flash, jsonify, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from app import page_form
from app.actions.attach_file import posted_files
from app.actions.discard_complaint_draft import discard_complaint_draft
from app.actions.keep_complaint import keep_complaint, refuse
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.submit_complaint import Submitted, find_submitted, submit_complaint
from app.errors import page_of
from app.i18n import gettext
from app.office import current_office
from app.public import complaint_page
from app.public.blueprint import bp
from app.public.draft_cookie import draft_token, forget_draft
from app.public.submission_limit import limit_submissions
from app.redirects import see_other
from app.security.login import current_actor, current_session, grant_case
from app.times import clock_time
from forms.errors import FieldErrors

# One draft becomes one case, from whichever of its pages and however often it is sent.
SENDING = "pengaduan"


@bp.get("/pengaduan/baru")
def complaint() -> str | Response:
    """Show the form with what this browser's draft holds; one that was sent already leads to its receipt."""
    sent = find_submitted(current_office(), draft_token(), SENDING)
    if sent is not None:
        flash(gettext("Laporan ini sudah terkirim. Simpanlah tanda terimanya."), "info")
        return _receipt(sent)
    return complaint_page.page_of_draft(current_office(), draft_token(), current_session().account)


@bp.post("/pengaduan/baru")
def send_complaint() -> Response | tuple[str, int]:
    """Keep the answers and files, then make them a case; what is wrong is shown with everything kept."""
    office, actor, token = current_office(), current_actor(), draft_token()
    sent = find_submitted(office, token, SENDING)
    if sent is not None:
        return _receipt(sent)
    kept = keep_complaint(office, actor, token, page_form.posted(), posted_files(request.files))
    limit_submissions(office, actor)
    try:
        refuse(office, kept, page_form.today())
        sent = submit_complaint(office, actor, token, kept.raw, SENDING)
    except FieldErrors as refused:
        return complaint_page.page(office, kept.draft, token, refused.values, refused.errors), 422
    flash(gettext("Laporan Anda sudah terkirim."), "success")
    return _receipt(sent)


@bp.errorhandler(CSRFError)
def keep_what_came_too_late(error: CSRFError) -> tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Show a complaint again whose page was open for too long, to be sent anew."""
    if request.endpoint != "public.send_complaint":
        return page_of(error)
    return complaint_page.page_sent_too_late(current_office(), draft_token()), 400


@bp.post("/pengaduan/draf")
def save_draft() -> Response:
    """Keep what has been filled in so far; form.js shows the time."""
    saved_at = save_complaint_draft(current_office(), current_actor(), draft_token(), page_form.posted())
    return jsonify(saved_at=clock_time(saved_at))


@bp.get("/pengaduan/draf/buang")
def ask_to_discard() -> str:
    """Ask before a draft is thrown away."""
    return render_template("public/discard_draft.html")


@bp.post("/pengaduan/draf/buang")
def discard_draft() -> Response:
    """Begin again with an empty form."""
    discard_complaint_draft(current_office(), draft_token())
    forget_draft()
    flash(gettext("Draf sudah dibuang."), "success")
    return see_other(url_for("public.complaint"))


def _receipt(sent: Submitted) -> Response:
    """Lead to the receipt; whoever holds the draft's cookie has written this case."""
    grant_case(sent.case_id)
    forget_draft()
    return see_other(url_for("public.receipt", case_id=sent.case_id))
