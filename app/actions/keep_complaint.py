"""Keep what was posted of a complaint in its draft: the answers, and every file that is acceptable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import forms.answers
from app import page_form
from app.actions.attach_file import Posted
from app.actions.complete_task import Raw
from app.actions.save_complaint_draft import MOST_FILES, remove_draft_file, save_complaint_draft, too_many
from app.attached_files import SHOWN
from app.complaint_draft import ComplaintDraft, choices_for, complaint_form, read_draft
from app.errors import UploadRefused
from app.office import Office
from app.security.actor import Actor
from app.security.uploads import Upload, judge
from forms.errors import FieldError, FieldErrors
from forms.grammar import widget
from forms.schema import Form


@dataclass(frozen=True)
class Kept:
    """The draft after its files were taken over, the answers that name them, and what was refused."""

    draft: ComplaintDraft
    form: Form
    raw: Raw
    errors: tuple[FieldError, ...]


def keep_complaint(
    office: Office, actor: Actor, token: str, raw: Raw, posted: Sequence[Posted], *, by_staff: bool = False
) -> Kept:
    """Save the answers and every acceptable file in the draft, whatever else is wrong."""
    form = complaint_form(office, by_staff=by_staff).form
    for attachment_id in _removed(form, raw):
        remove_draft_file(office, token, attachment_id)
    uploads, errors = _judged(form, posted, office.settings.upload_max_mb)
    try:
        save_complaint_draft(office, actor, token, raw, uploads, by_staff=by_staff)
    except UploadRefused as refused:
        errors.append(page_form.refusal(uploads[-1][0], str(refused)))
        save_complaint_draft(office, actor, token, raw, by_staff=by_staff)
    with office.database.reading() as connection:
        draft = read_draft(office, connection, token)
    return Kept(draft, form, {**raw, **files_by_field(form, draft)}, tuple(errors))


def refuse(office: Office, kept: Kept, today: date) -> None:
    """Raise FieldErrors when a file was refused, together with what is wrong with the other answers."""
    if not kept.errors:
        return
    refused = {error.field: error for error in kept.errors}
    try:
        values = forms.answers.check(kept.form, kept.raw, choices_for(office, kept.draft), today=today)
    except FieldErrors as others:
        values = dict(others.values)
        refused = {**{error.field: error for error in others.errors}, **refused}
    raise FieldErrors(tuple(refused.values()), values)


def files_by_field(form: Form, draft: ComplaintDraft) -> Mapping[str, list[str]]:
    """Return the ids of the draft's files under each field that takes files."""
    return {name: [str(file.id) for file in draft.files if file.field == name] for name in _fields_for_files(form)}


def _fields_for_files(form: Form) -> list[str]:
    return [name for name, rule in form.properties.items() if widget(rule) == "attachments"]


def _removed(form: Form, raw: Raw) -> Iterator[UUID]:
    ticked = {item for name in _fields_for_files(form) for item in raw.get(name, ())}
    for text in set(raw.get(SHOWN, ())) - ticked:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _judged(form: Form, posted: Sequence[Posted], max_mb: int) -> tuple[list[tuple[str, Upload]], list[FieldError]]:
    fields = _fields_for_files(form)
    chosen = [file for file in posted if file.field in fields]
    if len(chosen) > MOST_FILES:
        # A picture takes seconds to judge, so too many are refused unseen.
        return [], [page_form.refusal(chosen[-1].field, too_many())]
    uploads, errors = [], []
    for file in chosen:
        try:
            uploads.append((file.field, judge(file.filename, file.content, max_mb)))
        except UploadRefused as refused:
            errors.append(page_form.refusal(file.field, str(refused)))
    return uploads, errors
