"""The page of the complaint form, with what its draft, or the account of its writer, knows already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request

import forms.answers
import forms.entries
from app import page_form
from app.actions.keep_complaint import files_by_field
from app.attached_files import SHOWN
from app.complaint_draft import ComplaintDraft, choices_for, complaint_form, read_draft, sending_name
from app.office import Office
from forms.errors import FieldError
from persistence.accounts import Account


def page_of_draft(office: Office, token: str, account: Account | None) -> str:
    """Show the form with what the draft of this cookie holds; a new one knows what the account says."""
    draft = _draft(office, token)
    form = complaint_form(office).form
    saved = draft.values if draft.id is not None else None
    known = _known_answers(account) if account and saved is None else {}
    values = forms.answers.initial_values(form, draft=saved)
    return page(office, draft, token, {**values, **known, **files_by_field(form, draft)})


def page_for_device(office: Office) -> str:
    """Show an empty form to be kept on a device: it knows no draft, no account and no language but the office's."""
    form = complaint_form(office).form
    values = forms.answers.initial_values(form)
    return render_template(
        "public/offline_complaint.html",
        form=form,
        fields=page_form.shown(form, values, {**office.catalogue.edited().choices, "attachments": ()}),
        max_mb=office.settings.upload_max_mb,
    )


def page_sent_too_late(office: Office, token: str) -> str:
    """Show what was posted from a page that was open for too long; none of it is stored."""
    values = forms.entries.clean(complaint_form(office).form, page_form.posted())
    return page(office, _draft(office, token), token, values, is_too_old=True)


def page(
    office: Office,
    draft: ComplaintDraft,
    token: str,
    values: Mapping[str, Any],
    errors: Sequence[FieldError] = (),
    *,
    is_too_old: bool = False,
) -> str:
    """Show the form with these values and errors."""
    form = complaint_form(office).form
    return render_template(
        "public/complaint.html",
        form=form,
        fields=page_form.shown(form, values, choices_for(office, draft), errors),
        draft=draft,
        is_too_old=is_too_old,
        is_continued=request.method == "GET" and draft.saved_at is not None,
        max_mb=office.settings.upload_max_mb,
        sending_name=sending_name(token),
        shown_files={SHOWN: [str(file.id) for file in draft.files]},
    )


def _draft(office: Office, token: str) -> ComplaintDraft:
    with office.database.reading() as connection:
        return read_draft(office, connection, token)


def _known_answers(account: Account) -> dict[str, str]:
    contact = {"cara_dihubungi": "email", "email": account.login}
    if "@" not in account.login:
        contact = {"cara_dihubungi": "hp", "no_hp": account.login}
    return {"nama": account.name, **contact}
