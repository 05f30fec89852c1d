"""Messages between a reporter and the office, on the reporter's side."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app import conversation, page_form
from app.actions.write_to_office import Sending, write_to_office
from app.case_file import open_case
from app.conversation import Said
from app.i18n import gettext
from app.office import current_office
from app.public import posted
from app.public.blueprint import SCHEMAS, bp
from app.public.reporters_ways import followed, ways_of
from app.redirects import see_other
from app.security.login import current_actor
from forms.errors import FieldErrors

FORM = page_form.load(SCHEMAS, "pesan")


@bp.get("/kasus/<uuid:case_id>/pesan")
def messages(case_id: UUID) -> str:
    """Show what was written, and the form for more."""
    return _page(case_id)


@bp.post("/kasus/<uuid:case_id>/pesan")
def write(case_id: UUID) -> Response | tuple[str, int]:
    """Keep what the reporter writes."""
    question_id = request.form.get("untuk", type=UUID)
    command = posted.command_id(case_id, "pesan")
    sending = Sending(FORM, page_form.posted(), posted.files(), question_id, command)
    try:
        write_to_office(current_office(), current_actor(), case_id, sending)
    except FieldErrors as refused:
        return _page(case_id, refused), 422
    flash(gettext("Pesan Anda sudah terkirim."), "success")
    return see_other(url_for("public.messages", case_id=case_id))


def _page(case_id: UUID, refused: FieldErrors | None = None) -> str:
    office, actor = current_office(), current_actor()
    case = followed(office, actor, case_id)
    with office.database.reading() as connection:
        said = conversation.of_reporter(conversation.read(connection, open_case(office, case)))
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    return render_template(
        "public/messages.html",
        case=case,
        said=said,
        question=_question(said),
        ways=ways_of(actor, case),
        fields=page_form.shown(FORM, values, {"attachments": ()}, errors),
        command=uuid4(),
    )


def _question(said: tuple[Said, ...]) -> Said | None:
    """Return the oldest question that waits for her answer."""
    return next((each for each in said if each.is_unanswered), None)
