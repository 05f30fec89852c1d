"""Files that a reporter adds to her case, judged and sealed before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import forms.answers
import forms.entries
from app import page_form
from app.actions.attach_file import MOST_FILES, Posted
from app.actions.complete_task import Raw
from app.attached_files import as_choices, sealed_upload
from app.case_file import CaseFile
from app.errors import UploadRefused
from app.i18n import gettext
from app.security.uploads import judge
from forms.errors import FieldErrors
from forms.schema import Form
from persistence.attachments import Attachment


@dataclass(frozen=True)
class Given:
    """Checked answers of a form with files, and the files themselves."""

    answers: Mapping[str, Any]
    files: tuple[tuple[Attachment, bytes], ...]


def check(
    form: Form, case: CaseFile, raw: Raw, posted: Sequence[Posted], now: datetime, by: int | None, max_mb: int
) -> Given:
    """Check a form whose files become those of a case. Raises FieldErrors; a refused file has to be chosen anew."""
    files, errors = [], []
    given = [file for file in posted if file.field in form.properties]
    # A picture takes seconds to judge, so too many are refused unseen.
    if len(given) > MOST_FILES:
        errors.append(page_form.refusal(given[-1].field, gettext("Paling banyak %(count)d berkas.", count=MOST_FILES)))
        given = []
    for file in given:
        try:
            upload = judge(file.filename, file.content, max_mb)
            files.append(sealed_upload(case.key, upload, file.field, now, by, case_id=case.case_id))
        except UploadRefused as refused:
            errors.append(page_form.refusal(file.field, str(refused)))
    if errors:
        raise FieldErrors(tuple(errors), forms.entries.clean(form, raw))
    fields = {one.field for one, _ in files}
    named = {field: [str(one.id) for one, _ in files if one.field == field] for field in fields}
    choices = {"attachments": as_choices(case.key, [one for one, _ in files])}
    answers = forms.answers.check(form, {**raw, **named}, choices, today=case.calendar.date_at(now))
    return Given(answers, tuple(files))
