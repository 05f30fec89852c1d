"""Complaints that were written without signal: kept on the device, and sent from there once when it returns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import jsonify, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import page_form
from app.actions.attach_file import posted_files
from app.actions.keep_complaint import keep_complaint, refuse
from app.actions.submit_complaint import Submitted, find_submitted, submit_complaint
from app.complaint_draft import KEPT_ON_DEVICE, sending_name
from app.i18n import gettext
from app.office import Office, current_office
from app.public import complaint_page
from app.public.blueprint import bp
from app.public.complaint import SENDING
from app.public.draft_cookie import known_draft_token, use_draft
from app.public.submission_limit import limit_submissions
from app.redirects import see_other
from app.security import access_code
from app.security.actor import GUEST, Actor
from app.security.login import current_actor, grant_case
from forms.errors import FieldErrors

# 32 random bytes, or a SHA-256: nobody guesses one.
NAME = re.compile(r"[A-Za-z0-9_-]{43,64}")
FIELD = "kiriman"


@bp.get("/luring")
def offline() -> str:
    """Show what waits on this device; the service worker shows it wherever a page cannot be reached."""
    return render_template("public/offline.html")


@bp.get("/pengaduan/luring")
def offline_complaint() -> str:
    """Show an empty form that knows nobody; the service worker keeps this page for when there is no signal."""
    return complaint_page.page_for_device(current_office())


@bp.get("/pengaduan/kunci")
def fresh_key() -> Response:
    """Give the CSRF token of this session to a complaint that waited longer than its page."""
    return jsonify(csrf_token=generate_csrf())


@bp.post("/pengaduan/kiriman")
def send_kept() -> tuple[Response, int]:
    """Make a kept complaint a case, once however often it is sent; told as JSON, because no page asks."""
    office, name = current_office(), _name()
    token, actor = _sender(name)
    sent = find_submitted(office, token, SENDING)
    if sent is None:
        kept = keep_complaint(office, actor, token, page_form.posted(), posted_files(request.files))
        limit_submissions(office, actor)
        try:
            refuse(office, kept, page_form.today())
            sent = submit_complaint(office, actor, token, kept.raw, SENDING)
        except FieldErrors as refused:
            return jsonify(salah=[error.text(gettext) for error in refused.errors]), 422
    return jsonify(_told(office, sent)), 200


@bp.post("/pengaduan/kiriman/perbaiki")
def mend_kept() -> Response:
    """Open a kept complaint that was refused in the form, with everything that came with it."""
    use_draft(_sender(_name())[0])
    return see_other(url_for("public.complaint"))


def _name() -> str:
    name = request.form.get(FIELD, "")
    if not NAME.fullmatch(name):
        raise BadRequest
    return name


def _sender(name: str) -> tuple[str, Actor]:
    """Find whose complaint this is: of this browser's draft and person, or of nobody whom the office knows.

    Whoever has logged in on a device since then must not become the reporter of what somebody else wrote there.
    """
    token = known_draft_token()
    if token is not None and sending_name(token) == name:
        return token, current_actor()
    return f"{KEPT_ON_DEVICE}{name}", GUEST


def _told(office: Office, sent: Submitted) -> Mapping[str, Any]:
    grant_case(sent.case_id)
    code = access_code.code_of(office.keys.access, sent.case_id)
    return {"nomor": sent.number, "kode": code, "alamat": url_for("public.receipt", case_id=sent.case_id)}
