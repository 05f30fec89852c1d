"""The search: every case, open or finished, that this person's inboxes have read, found by its words."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.inbox.blueprint import bp
from app.inbox.search_page import search_page
from app.office import current_office
from app.redirects import see_other
from app.search.address import opened_question, sealed_question
from app.security.login import current_actor, requires
from forms.entries import clean_text

LONGEST = 200


@bp.get("/cari")
@requires("staff", "supervisor")
def search() -> str:
    """Show what a search has found, from the case `sesudah` on."""
    text = opened_question(current_office(), request.args.get("tanya", ""))
    after = request.args.get("sesudah", type=int)
    return render_template("inbox/search.html", page=search_page(current_office(), current_actor(), text, after))


@bp.post("/cari")
@requires("staff", "supervisor")
def ask_search() -> AnyResponse:
    """Seal the question into the address of its answer, because it may be a name."""
    text = clean_text(request.form.get("cari", ""), multiline=False)[:LONGEST]
    question = sealed_question(current_office(), text) if text else None
    return see_other(url_for("inbox.search", tanya=question))
