"""The complaint form: shown, kept as a draft while it is filled in, and sent once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, jsonify, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

import forms.answers
import forms.entries
from app import page_form
from app.actions.discard_complaint_draft import discard_complaint_draft
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.submit_complaint import Submitted, find_submitted, submit_complaint
from app.attached_files import SHOWN
from app.complaint_draft import ComplaintDraft, choices_for, complaint_form, read_draft
from app.errors import page_of
from app.i18n import gettext
from app.office import current_office
from app.public import complaint_files
from app.public.blueprint import bp
from app.public.complaint_files import Kept
from app.public.draft_cookie import draft_token, forget_draft
from app.redirects import see_other
from app.security.login import current_actor, current_session, grant_case
from app.times import clock_time
from forms.errors import FieldError, FieldErrors

# One draft becomes one case, from whichever of its pages and however often it is sent.
SENDING = "pengaduan"


@bp.get("/pengaduan/baru")
def complaint() -> str | Response:
    """Show the form with what this browser's draft holds; one that was sent already leads to its receipt."""
    office = current_office()
    sent = find_submitted(office, draft_token(), SENDING)
    if sent is not None:
        flash(gettext("Laporan ini sudah terkirim. Simpanlah tanda terimanya."), "info")
        return _receipt(sent)
    with office.database.reading() as connection:
        draft = read_draft(office, connection, draft_token())
    return _page(draft, _initial_values(draft))


@bp.post("/pengaduan/baru")
def send_complaint() -> Response | tuple[str, int]:
    """Keep the answers and files, then make them a case; what is wrong is shown with everything kept."""
    office, actor, token = current_office(), current_actor(), draft_token()
    sent = find_submitted(office, token, SENDING)
    if sent is not None:
        return _receipt(sent)
    kept = complaint_files.keep(office, actor, token, page_form.posted(), request.files)
    try:
        _refuse_files(kept)
        sent = submit_complaint(office, actor, token, kept.raw, SENDING)
    except FieldErrors as refused:
        return _page(kept.draft, refused.values, refused.errors), 422
    flash(gettext("Laporan Anda sudah terkirim."), "success")
    return _receipt(sent)


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


@bp.errorhandler(CSRFError)
def keep_what_came_too_late(error: CSRFError) -> tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Show a complaint again whose page was open for too long; nothing of it is stored before it is sent anew."""
    if request.endpoint != "public.send_complaint":
        return page_of(error)
    office = current_office()
    with office.database.reading() as connection:
        draft = read_draft(office, connection, draft_token())
    return _page(draft, forms.entries.clean(complaint_form(office).form, page_form.posted()), is_too_old=True), 400


def _receipt(sent: Submitted) -> Response:
    """Lead to the receipt; whoever holds the draft's cookie has written this case."""
    grant_case(sent.case_id)
    forget_draft()
    return see_other(url_for("public.receipt", case_id=sent.case_id))


def _refuse_files(kept: Kept) -> None:
    """Raise FieldErrors when a file was refused, together with what is wrong with the other answers."""
    if not kept.errors:
        return
    office = current_office()
    form = complaint_form(office).form
    refused = {error.field: error for error in kept.errors}
    try:
        values = forms.answers.check(form, kept.raw, choices_for(office, kept.draft), today=page_form.today())
    except FieldErrors as others:
        values = dict(others.values)
        refused = {**{error.field: error for error in others.errors}, **refused}
    raise FieldErrors(tuple(refused.values()), values)


def _initial_values(draft: ComplaintDraft) -> dict[str, Any]:
    form = complaint_form(current_office()).form
    saved = draft.values if draft.id is not None else None
    known = _known_answers() if saved is None else {}
    values = forms.answers.initial_values(form, draft=saved)
    return {**values, **known, **complaint_files.files_by_field(form, draft)}


def _known_answers() -> dict[str, str]:
    """Fill in what the account of this person says already."""
    account = current_session().account
    if account is None:
        return {}
    way = {"cara_dihubungi": "email", "email": account.login}
    if "@" not in account.login:
        way = {"cara_dihubungi": "hp", "no_hp": account.login}
    return {"nama": account.name, **way}


def _page(
    draft: ComplaintDraft, values: Mapping[str, Any], errors: Sequence[FieldError] = (), *, is_too_old: bool = False
) -> str:
    office = current_office()
    form = complaint_form(office)
    return render_template(
        "public/complaint.html",
        form=form.form,
        fields=page_form.shown(form.form, values, choices_for(office, draft), errors),
        draft=draft,
        is_too_old=is_too_old,
        is_continued=request.method == "GET" and draft.saved_at is not None,
        max_mb=office.settings.upload_max_mb,
        shown_files={SHOWN: [str(file.id) for file in draft.files]},
    )
