"""The inbox: a list whose view, filters, order and columns stand in its address."""

from __future__ import annotations

from uuid import uuid4

from flask import make_response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response as AnyResponse

from app.actions.choose_columns import choose_columns
from app.inbox import list_address, list_columns
from app.inbox.blueprint import bp
from app.inbox.list_address import Address
from app.inbox.listing import listing
from app.office import current_office
from app.redirects import see_other
from app.search.address import sealed_question
from app.security.login import current_actor, requires
from forms.entries import clean_text

FOLLOWING = "X-Tanggap-Otomatis"  # Sent by the script that keeps a list up to date; it needs the list alone.
LONGEST_QUESTION = 200


@bp.get("", strict_slashes=False)
@requires("staff", "supervisor")
def tasks() -> AnyResponse:
    """List the open tasks of this person's lanes; all of the office for a supervisor."""
    page = listing(current_office(), current_actor(), list_address.read(request.args))
    shown = make_response(render_template("inbox/_list.html", page=page))
    shown.add_etag()
    tag, _ = shown.get_etag()
    if FOLLOWING in request.headers:
        return shown.make_conditional(request)
    found = Markup(shown.get_data(as_text=True))  # noqa: S704 (our own template, escaped when it was rendered)
    return make_response(
        render_template("inbox/tasks.html", page=page, shown=found, tag=quote_etag(tag or ""), command=uuid4())
    )


@bp.post("/kata")
@requires("staff", "supervisor")
def search_list() -> AnyResponse:
    """Look for words in the list; they are sealed into its address, because they may be a name."""
    text = clean_text(request.form.get("cari", ""), multiline=False)[:LONGEST_QUESTION]
    question = sealed_question(current_office(), text) if text else ""
    return see_other(_posted().with_(tanya=question).url)


@bp.post("/kolom")
@requires("staff", "supervisor")
def choose() -> AnyResponse:
    """Remember which columns somebody wants to see, in which order."""
    names = [] if request.form.get("biasa") else sorted(request.form.getlist("kolom"), key=_place)
    choose_columns(current_office(), current_actor(), list_columns.chosen(names))
    return see_other(_posted().with_(kolom="").url)


def _place(name: str) -> int:
    place = request.form.get(f"urutan_{name}", "")
    return int(place) if place.isascii() and place.isdecimal() else len(list_columns.SORTS)


def _posted() -> Address:
    """Return the list from which a form was sent."""
    return list_address.read(request.form.to_dict() | {"kolom": request.form.get("kolom_alamat", "")})


def list_url(query: str) -> str:
    """Return the address of a list that somebody has kept."""
    return url_for("inbox.tasks") + (f"?{query}" if query else "")
