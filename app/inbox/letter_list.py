"""Answers that a reporter fetches on paper: what waits to be printed, and what was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.actions.hand_over_letter import hand_over_letter
from app.case_file import title_of
from app.i18n import gettext
from app.inbox.blueprint import bp, command_id
from app.inbox.message_page import PAGE, place_of, written
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from persistence import letters
from persistence.cases import Case


@dataclass(frozen=True)
class Line:
    """One letter that waits."""

    case: Case
    title: str


@bp.get("/surat")
@requires("staff")
def letter_list() -> str:
    """List the letters that wait to be printed and handed over."""
    office, after = current_office(), place_of(request.args.get("sesudah", ""))
    with office.database.reading() as connection:
        found = letters.waiting(connection, current_actor().inbox_keys, after, PAGE + 1)
    lines = [Line(case, title_of(office, case.id, case.sealed_key, case.sealed_title)) for case in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    more = url_for(".letter_list", sesudah=written((last.answered_at, last.id))) if last and last.answered_at else ""
    return render_template("inbox/letter_list.html", lines=lines, next_url=more, command=uuid4())


@bp.post("/surat/<uuid:case_id>/serahkan")
@requires("staff")
def hand_letter_over(case_id: UUID) -> AnyResponse:
    """Mark a letter as handed over."""
    hand_over_letter(current_office(), current_actor(), case_id, command_id(case_id, "serahkan"))
    flash(gettext("Surat ditandai sudah diserahkan."), "success")
    return see_other(url_for("inbox.letter_list"))
