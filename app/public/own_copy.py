"""Everything that is kept of a person, read for her alone: nothing of other people, and no internal note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

import forms.schema
from app import conversation, page_form
from app.attached_files import as_choices, content_of, name_of
from app.case_file import CaseFile, open_case
from app.conversation import Said
from app.office import Office
from app.public import case_page
from app.public.case_page import CasePage
from app.security.actor import Actor
from app.security.authorize import require_follower
from forms.fields import Field
from persistence import attachments, cases, documents
from persistence.attachments import Attachment
from persistence.cases import Case
from persistence.documents import open_document


@dataclass(frozen=True)
class Version:
    """What she wrote at one time; a correction makes another version."""

    at: datetime
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class CaseCopy:
    """One case as its reporter may have it; `page` is None once its content has been erased."""

    case: Case
    page: CasePage | None = None
    versions: tuple[Version, ...] = ()
    said: tuple[Said, ...] = ()
    files: tuple[tuple[str, Attachment], ...] = ()


def copy_of(office: Office, actor: Actor, case_id: UUID) -> CaseCopy:
    """Read one case for its reporter. Raises Missing."""
    with office.database.reading() as connection:
        case = require_follower(actor, cases.read(connection, case_id))
        if case.sealed_key is None:
            return CaseCopy(case)
        file = open_case(office, case)
        every = attachments.of_case(connection, case_id)
        page = case_page.read(office, actor, case_id)
        versions = tuple(_versions(office, connection, file, every))
        said = conversation.of_reporter(conversation.read(connection, file))
    hers = _hers(page, versions, said)
    files = tuple((name_of(file.key, one), one) for one in every if str(one.id) in hers)
    return CaseCopy(case, page, versions, said, files)


def content(office: Office, case: Case, file: Attachment) -> bytes:
    """Read what a file of a case holds; empty for one that is gone."""
    with office.database.reading() as connection:
        sealed = attachments.read_sealed(connection, file.id)
    return content_of(open_case(office, case).key, file.id, sealed) if sealed else b""


def _versions(office: Office, connection: Connection, file: CaseFile, files: list[Attachment]) -> Iterator[Version]:
    row = file.diagram.sop.row(file.diagram.sop.first_row)
    form = forms.schema.load(row.form, by_staff=True)
    choices = {**office.catalogue.edited().choices, "attachments": as_choices(file.key, files)}
    for document in documents.of_case(connection, file.case_id):
        if document.type in row.outputs:
            written: dict[str, Any] = open_document(file.key, document)
            yield Version(document.created_at, page_form.read(form, written, choices))


def _hers(page: CasePage, versions: tuple[Version, ...], said: tuple[Said, ...]) -> set[str]:
    """Return the ids of the files that she sent, or that came with the answer."""
    shown = [field for version in versions for field in version.fields] + [*page.answer, *page.reply]
    choices = [choice for field in shown for choice in field.shown if choice.href]
    choices += [choice for each in said for choice in each.files]
    choices += [choice for each in page.additions for choice in each.files]
    return {choice.value for choice in choices}
