"""Attach files to the form of a task while it is filled in, and take away those that were ticked off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import FileStorage, MultiDict

import forms.entries
from app.actions.complete_task import Raw
from app.attached_files import SHOWN, sealed_upload
from app.errors import UploadRefused
from app.i18n import gettext
from app.office import Office
from app.page_form import refusal
from app.security.actor import Actor
from app.security.authorize import require_open, require_task
from app.security.uploads import Upload, judge
from app.task_form import TaskForm, open_form
from forms.errors import FieldError, FieldErrors
from forms.grammar import widget
from persistence import attachments, task_reading
from persistence.attachments import Attachment

MOST_FILES = 10


@dataclass(frozen=True)
class Posted:
    """A file as it came from the browser, under the name of its field."""

    field: str
    filename: str
    content: bytes


def posted_files(files: MultiDict[str, FileStorage]) -> list[Posted]:
    """Return the files of a request; a browser sends an empty one where none was chosen."""
    return [Posted(name, file.filename, file.read()) for name, file in files.items(multi=True) if file.filename]


def attach_files(office: Office, actor: Actor, task_id: UUID, raw: Raw, posted: Sequence[Posted]) -> Raw:
    """Keep the files that came with a task's answers; returns the answers with the files' ids in them.

    Raises FieldErrors for files that the office does not accept; the others are kept nevertheless. A task that is
    closed by now keeps nothing, which is for its completion to say.
    """
    with office.database.reading() as connection:
        found = require_task(actor, task_reading.read_for_completion(connection, task_id))
        if found.task.state != "open":
            return raw
        require_open(actor, found)
        form = open_form(office, connection, found)
    fields = [name for name, rule in form.form.properties.items() if widget(rule) == "attachments"]
    own = [file for file in form.files if file.task_id == task_id and file.field in fields]
    gone = [file.id for file in own if _is_ticked_off(file, raw)]
    given = [file for file in posted if file.field in fields]
    is_too_much = len(own) - len(gone) + len(given) > MOST_FILES
    # A picture takes seconds to judge, so too many are refused unseen.
    accepted, errors = _judged([] if is_too_much else given, office.settings.upload_max_mb)
    if given and is_too_much:
        errors.append(refusal(given[-1].field, gettext("Paling banyak %(count)d berkas.", count=MOST_FILES)))
    named = _write(office, actor, form, accepted, gone)
    answers = {**raw, **{name: [*raw.get(name, ()), *ids] for name, ids in named.items()}}
    if errors:
        raise FieldErrors(tuple(errors), forms.entries.clean(form.form, answers))
    return answers


def _is_ticked_off(file: Attachment, raw: Raw) -> bool:
    """Tell whether the page showed a file and its tick is gone; a page that never knew it says nothing."""
    return str(file.id) in raw.get(SHOWN, ()) and str(file.id) not in raw.get(file.field, ())


def _judged(posted: Sequence[Posted], max_mb: int) -> tuple[list[tuple[str, Upload]], list[FieldError]]:
    accepted, errors = [], []
    for file in posted:
        try:
            accepted.append((file.field, judge(file.filename, file.content, max_mb)))
        except UploadRefused as refused:
            errors.append(refusal(file.field, str(refused)))
    return accepted, errors


def _write(
    office: Office, actor: Actor, form: TaskForm, accepted: Sequence[tuple[str, Upload]], gone: Sequence[UUID]
) -> Mapping[str, list[str]]:
    named: dict[str, list[str]] = {}
    if not accepted and not gone:
        return named
    task = form.found.task
    with office.database.transaction() as connection:
        for attachment_id in gone:
            attachments.delete_from_task(connection, task.id, attachment_id)
        for field, upload in accepted:
            file, sealed = sealed_upload(
                form.case.key,
                upload,
                field,
                office.now(),
                actor.account_id,
                case_id=task.case_id,
                task_id=task.id,
            )
            attachments.add(connection, file, sealed)
            named.setdefault(field, []).append(str(file.id))
    return named
