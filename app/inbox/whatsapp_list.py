"""Messages for reporters who left only a number: texts to be sent by hand, each marked once it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from flask import flash, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from app import page_form, whatsapp
from app.actions import letters
from app.actions.settle_by_hand import Outcome, at_desk, reveal_number, settle_by_hand
from app.errors import Missing
from app.front_desk import is_staffed_by
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp
from app.office import Office, current_office
from app.redirects import see_other
from app.security.actor import Actor
from app.security.login import current_actor, requires, show_identity
from forms.errors import FieldError, FieldErrors
from forms.fields import Field
from persistence import outbox
from persistence.cases import Case
from persistence.outbox import Message
from persistence.task_reading import NO_COMMAND

REASON = page_form.load(SCHEMAS, "buka_nomor")
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One message that waits; a covered one has no `link`, and `fields` asks for the reason to open its number."""

    message: Message
    case: Case
    subject: str
    text: str
    phone: str
    link: str
    fields: tuple[Field, ...] = ()


@bp.get("/whatsapp")
@requires("staff")
def whatsapp_list() -> str:
    """List the messages that wait to be sent by hand."""
    return _page()


@bp.post("/whatsapp/<int:notice_id>/terkirim")
@requires("staff")
def mark_whatsapp_sent(notice_id: int) -> Response:
    """Mark a message as sent."""
    return _settled(notice_id, "sent", gettext("Pesan ditandai sudah dikirim."))


@bp.post("/whatsapp/<int:notice_id>/tak-terkirim")
@requires("staff")
def mark_whatsapp_unsent(notice_id: int) -> Response:
    """Mark a message as one that cannot be sent."""
    return _settled(notice_id, "dropped", gettext("Pesan ditandai tidak dapat dikirim."))


@bp.post("/whatsapp/<int:notice_id>/buka")
@requires("staff")
def reveal_whatsapp_number(notice_id: int) -> Response | tuple[str, int]:
    """Show the number of a confidential reporter, once a reason has been written down."""
    try:
        reason = page_form.answers(REASON)["alasan_membuka"]
    except FieldErrors as refused:
        return _page(notice_id, refused.errors), 422
    show_identity(reveal_number(current_office(), current_actor(), notice_id, reason, _command(notice_id, "buka")))
    return see_other(url_for("inbox.whatsapp_list", _anchor=f"pesan-{notice_id}"))


def _settled(notice_id: int, outcome: Outcome, sentence: str) -> Response:
    settle_by_hand(current_office(), current_actor(), notice_id, outcome, _command(notice_id, outcome))
    flash(sentence, "success")
    return see_other(url_for("inbox.whatsapp_list"))


def _command(notice_id: int, verb: str) -> UUID:
    """Name the press of a button, so that two of the same page have one effect."""
    return uuid5(NAMESPACE_URL, f"whatsapp/{notice_id}/{verb}/{request.form.get('perintah') or uuid4()}")


def _page(refused_id: int = 0, errors: tuple[FieldError, ...] | list[FieldError] = ()) -> str:
    office, actor = current_office(), current_actor()
    if not is_staffed_by(office, actor):
        raise Missing
    with office.database.reading() as connection:
        lines = list(_lines(office, connection, actor, refused_id, errors))
        number = outbox.count_by_hand(connection)
    return render_template(
        "inbox/whatsapp_list.html",
        lines=lines,
        more=number - len(lines),
        command=uuid4(),
        has_gateway=bool(office.settings.whatsapp_gateway),
    )


def _lines(
    office: Office,
    connection: Connection,
    actor: Actor,
    refused_id: int,
    errors: tuple[FieldError, ...] | list[FieldError],
) -> Iterator[Line]:
    for message in outbox.by_hand(connection, SHOWN):
        held = at_desk(office, connection, actor, message, NO_COMMAND)
        if held is None:
            continue
        case, letter = held.found.case, letters.letter(office, message)
        if case.visibility == "rahasia" and case.id not in actor.revealed_tasks:
            covered = f"{letter.recipient[:4]}••••{letter.recipient[-2:]}"
            fields = page_form.shown(REASON, {}, errors=errors if message.id == refused_id else ())
            yield Line(message, case, letter.subject, letter.text, covered, "", fields)
        else:
            link = whatsapp.link(letter.recipient, letter.text)
            yield Line(message, case, letter.subject, letter.text, letter.recipient, link)
