"""The page on which a task is handed over."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.hand_over import AlreadyThere, NoSuchReceiver, hand_over
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.chosen import Chosen, chosen
from app.inbox.receivers import others, receiver_id, receivers
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import SUPERVISOR, require_hand_over
from app.security.login import current_actor, requires
from forms.choices import Choices
from forms.errors import FieldErrors
from persistence import task_reading

FORM = page_form.load(SCHEMAS, "alihkan")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<uuid:task_id>/alihkan")
@requires("staff", "supervisor")
def ask_hand_over(task_id: UUID) -> Page:
    """Ask to whom a task goes, and why."""
    subject, choices = _subject(task_id)
    return _page(subject, choices)


@bp.post("/<uuid:task_id>/alihkan")
@requires("staff", "supervisor")
def do_hand_over(task_id: UUID) -> Page:
    """Hand a task over; what is wrong is shown with everything kept."""
    subject, choices = _subject(task_id)
    try:
        given = page_form.answers(FORM, choices)
        to, reason = receiver_id(given["penerima"]), given["alasan_pengalihan"]
        name = hand_over(current_office(), current_actor(), task_id, to, reason, command_id(task_id, "alihkan"))
    except FieldErrors as refused:
        return _page(subject, choices, refused), 422
    except (NoSuchReceiver, AlreadyThere):
        error = page_form.refusal("penerima", gettext("Orang ini tidak dapat menerima tugas ini lagi."))
        return _page(subject, choices, FieldErrors((error,), given)), 422
    flash(said(subject.number, name), "success")
    return see_other(url_for("supervision.morning" if current_actor().role == SUPERVISOR else "inbox.tasks"))


def said(number: str, receiver: str) -> str:
    """Say where a task went; no name means the lane."""
    if receiver:
        return gettext("%(number)s dialihkan kepada %(name)s, bersama drafnya.", number=number, name=receiver)
    return gettext("%(number)s dikembalikan ke lajur, bersama drafnya.", number=number)


def _subject(task_id: UUID) -> tuple[Chosen, Choices]:
    """Read the task and who can receive it. Raises Missing, TaskGone, TaskTaken or NotAllowed."""
    office = current_office()
    with office.database.reading() as connection:
        found = task_reading.read_for_completion(connection, task_id, command_id(task_id, "alihkan"))
        found = require_hand_over(current_actor(), found)
        return chosen(office, found), receivers(connection, [found.task.inbox_key], office.today())


def _page(subject: Chosen, choices: Choices, refused: FieldErrors | None = None) -> str:
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    offered = others(choices, {subject.owner_id})
    fields = page_form.shown(FORM, values, offered, errors)
    is_possible = bool(offered["receivers"])
    return render_template(
        "inbox/hand_over.html", subject=subject, fields=fields, is_possible=is_possible, command=uuid4()
    )
