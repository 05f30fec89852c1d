"""The front desk's messages: what waits is passed on, refused, answered, or put away as read."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.note_message import note_message
from app.actions.pass_on_message import pass_on_message
from app.actions.refuse_question import refuse_question
from app.actions.reply_to_reporter import reply_to_reporter
from app.i18n import gettext
from app.inbox import message_page
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from forms.errors import FieldErrors
from forms.fields import Field
from forms.schema import Form

PASS_ON, REFUSE, REPLY = (
    page_form.load(SCHEMAS, name) for name in ("pertanyaan_diteruskan", "pertanyaan_ditolak", "balasan")
)
Page = str | AnyResponse | tuple[str, int]


@bp.get("/pesan")
@requires("staff")
def message_list() -> Page:
    """List the messages that wait."""
    after = message_page.place_of(request.args.get("sesudah", ""))
    page = message_page.waiting(current_office(), current_actor(), after)
    return render_template("inbox/message_list.html", page=page)


@bp.get("/pesan/<uuid:said_id>")
@requires("staff")
def message(said_id: UUID) -> Page:
    """Show one message."""
    return _page(said_id)


@bp.post("/pesan/<uuid:said_id>/teruskan")
@requires("staff")
def pass_on(said_id: UUID) -> Page:
    """Pass a question on to the reporter in these words, or her message to whoever works on her case."""
    office, actor, command = current_office(), current_actor(), command_id(said_id, "teruskan")
    try:
        text = "" if "apa_adanya" in request.form else page_form.answers(PASS_ON)["teks"]
        pass_on_message(office, actor, said_id, text, command)
    except FieldErrors as refused:
        return _page(said_id, PASS_ON, refused), 422
    return _done(gettext("Pesan sudah diteruskan."))


@bp.post("/pesan/<uuid:said_id>/tolak")
@requires("staff")
def refuse(said_id: UUID) -> Page:
    """Refuse to pass a question on."""
    try:
        reason = page_form.answers(REFUSE)["alasan_menolak"]
        refuse_question(current_office(), current_actor(), said_id, reason, command_id(said_id, "tolak"))
    except FieldErrors as refused:
        return _page(said_id, REFUSE, refused), 422
    return _done(gettext("Pertanyaan tidak diteruskan; petugas yang bertanya membaca alasannya."))


@bp.post("/pesan/<uuid:said_id>/balas")
@requires("staff")
def reply(said_id: UUID) -> Page:
    """Answer what the reporter wrote."""
    try:
        text = page_form.answers(REPLY)["balasan"]
        reply_to_reporter(current_office(), current_actor(), said_id, text, command_id(said_id, "balas"))
    except FieldErrors as refused:
        return _page(said_id, REPLY, refused), 422
    return _done(gettext("Balasan sudah dapat dibaca pelapor."))


@bp.post("/pesan/<uuid:said_id>/catat")
@requires("staff")
def note_read(said_id: UUID) -> AnyResponse:
    """Put a message of the reporter away as read."""
    note_message(current_office(), current_actor(), said_id, command_id(said_id, "catat"))
    return _done(gettext("Pesan ditandai sudah dibaca."))


def _done(said: str) -> AnyResponse:
    flash(said, "success")
    return see_other(url_for("inbox.message_list"))


def _page(said_id: UUID, form: Form | None = None, refused: FieldErrors | None = None) -> str:
    page = message_page.read(current_office(), current_actor(), said_id)

    def fields(one: Form, **known: str) -> tuple[Field, ...]:
        if refused and one is form:
            return page_form.shown(one, refused.values, errors=refused.errors)
        return page_form.shown(one, known)

    return render_template(
        "inbox/message.html",
        page=page,
        pass_on=fields(PASS_ON, teks=page.said.text),
        refuse=fields(REFUSE),
        reply=fields(REPLY),
        command=uuid4(),
    )
