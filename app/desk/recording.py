"""Record a complaint: shown, kept while it is filled in, helped by what is known, and recorded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.attach_file import posted_files
from app.actions.discard_complaint_draft import discard_complaint_draft
from app.actions.keep_complaint import Kept, keep_complaint, refuse
from app.actions.record_complaint import record_complaint
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.submit_complaint import Submitted, find_submitted
from app.desk import proposals, recording_page, similar
from app.desk.blueprint import bp
from app.desk.drafts import free_place, token_of
from app.desk.posted import Posted, nothing, read_posted
from app.i18n import gettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor
from app.times import clock_time
from forms.errors import FieldErrors
from forms.pasted.proposals import propose

Page = str | Response | tuple[str, int]


@bp.get("/catat")
def begin() -> Response:
    """Lead to an empty place of the desk."""
    return see_other(url_for("desk.form", place=free_place(current_office(), current_actor())))


@bp.get("/catat/<int:place>")
def form(place: int) -> str:
    """Show the form with what lies at this place of the desk."""
    return recording_page.page_of_draft(current_office(), current_actor(), place, nothing())


@bp.post("/catat/<int:place>")
def record(place: int) -> Page:
    """Make what was filled in a case; what is wrong, and what looks like an earlier case, is shown first."""
    office, actor, posted = current_office(), current_actor(), read_posted()
    token = token_of(office, actor, place)
    sent = find_submitted(office, token, posted.command)
    if sent is not None:
        return _receipt(sent)
    kept = kept_of(place)
    try:
        refuse(office, kept, page_form.today())
        alike = similar.unseen(office, actor, kept.raw, posted.seen)
        if alike:
            return recording_page.page(office, place, kept, posted, alike=alike), 409
        sent = record_complaint(office, actor, token, kept.raw, posted.command, posted.related_to)
    except FieldErrors as refused:
        return recording_page.page(office, place, kept, posted, refused=refused), 422
    flash(gettext("Laporan sudah dicatat. Serahkan nomor dan kode aksesnya kepada pelapor."), "success")
    return _receipt(sent)


@bp.post("/catat/<int:place>/draf")
def save_draft(place: int) -> Response:
    """Keep what has been filled in so far; form.js shows the time."""
    office, actor = current_office(), current_actor()
    token = token_of(office, actor, place)
    saved_at = save_complaint_draft(office, actor, token, page_form.posted(), by_staff=True)
    return jsonify(saved_at=clock_time(saved_at))


@bp.post("/catat/<int:place>/tempel")
def paste(place: int) -> str:
    """Propose what a pasted text says; only the answers are kept, the text and the proposals are not."""
    office, posted, kept = current_office(), read_posted(), kept_of(place)
    found = propose(kept.form, posted.pasted, office.catalogue.edited().choices, page_form.today())
    posted = replace(posted, proposals={each.field: each.value for each in found})
    return recording_page.page(office, place, kept, posted, is_read=True)


@bp.post("/catat/<int:place>/pakai")
def accept(place: int) -> str:
    """Put one proposal, or all of them, into the form."""
    posted, kept = read_posted(), kept_of(place)
    taken = proposals.accepted(kept.form, request.form.get("pakai", ""), posted.proposals)
    return filled(place, posted, kept, taken)


@bp.route("/catat/<int:place>/buang", methods=["GET", "POST"])
def discard(place: int) -> str | Response:
    """Ask, then throw away what lies at a place."""
    office, actor = current_office(), current_actor()
    token = token_of(office, actor, place)
    if request.method == "GET":
        return render_template("desk/discard.html", place=place)
    discard_complaint_draft(office, token)
    flash(gettext("Draf sudah dibuang."), "success")
    return see_other(url_for("desk.overview"))


def kept_of(place: int) -> Kept:
    """Keep what this request brought in the draft of this place."""
    office, actor = current_office(), current_actor()
    files = posted_files(request.files)
    return keep_complaint(office, actor, token_of(office, actor, place), page_form.posted(), files, by_staff=True)


def filled(place: int, posted: Posted, kept: Kept, taken: Mapping[str, list[str]]) -> str:
    """Show the form with these values in it, and keep them."""
    office, actor = current_office(), current_actor()
    raw = {**kept.raw, **taken}
    save_complaint_draft(office, actor, token_of(office, actor, place), raw, by_staff=True)
    return recording_page.page(office, place, replace(kept, raw=raw), posted)


def _receipt(sent: Submitted) -> Response:
    return see_other(url_for("desk.receipt", case_id=sent.case_id))
