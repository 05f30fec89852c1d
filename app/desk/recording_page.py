"""The page on which a complaint is recorded: its form, and beside it what helps to fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template

import forms.answers
import forms.entries
from app import page_form
from app.actions.complete_task import Raw
from app.actions.keep_complaint import Kept, files_by_field
from app.attached_files import SHOWN
from app.complaint_draft import ComplaintDraft, choices_for, complaint_form, read_draft
from app.desk import proposals
from app.desk.drafts import token_of
from app.desk.earlier import EarlierCase, Known
from app.desk.posted import Posted
from app.office import Office
from app.security.actor import Actor
from forms.errors import FieldError, FieldErrors
from forms.pasted.proposals import LONGEST_PASTED
from forms.schema import Form


def page_of_draft(office: Office, actor: Actor, place: int, posted: Posted) -> str:
    """Show the form with what the draft of this place holds."""
    form = complaint_form(office, by_staff=True).form
    with office.database.reading() as connection:
        draft = read_draft(office, connection, token_of(office, actor, place))
    saved = draft.values if draft.id is not None else None
    values = {**forms.answers.initial_values(form, draft=saved), **files_by_field(form, draft)}
    return _page(office, place, draft, form, values, posted, is_continued=saved is not None)


def page(  # noqa: PLR0913 (everything that the page may have to say, each with a name)
    office: Office,
    place: int,
    kept: Kept,
    posted: Posted,
    *,
    refused: FieldErrors | None = None,
    is_read: bool = False,
    known: Known | None = None,
    alike: Sequence[EarlierCase] = (),
) -> str:
    """Show the form again with what was posted, and what came of it."""
    values = refused.values if refused else _values(kept.form, kept.raw)
    errors = refused.errors if refused else kept.errors
    return _page(
        office, place, kept.draft, kept.form, values, posted, errors, is_read=is_read, known=known, alike=alike
    )


def _values(form: Form, raw: Raw) -> dict[str, Any]:
    return forms.entries.clean(form, raw)


def _page(
    office: Office,
    place: int,
    draft: ComplaintDraft,
    form: Form,
    values: Mapping[str, Any],
    posted: Posted,
    errors: Sequence[FieldError] = (),
    **told: Any,
) -> str:
    fields = page_form.shown(form, values, choices_for(office, draft), errors)
    return render_template(
        "desk/record.html",
        place=place,
        draft=draft,
        fields=fields,
        posted=posted,
        proposals=proposals.shown(form, fields, posted.proposals, values),
        max_mb=office.settings.upload_max_mb,
        longest_pasted=LONGEST_PASTED,
        shown_files={SHOWN: [str(file.id) for file in draft.files]},
        **told,
    )
