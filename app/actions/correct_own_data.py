"""Correct what a reporter has written of herself: one more version of her document; the old ones stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

import forms.answers
import forms.schema
from app import front_desk, page_form
from app.actions import case_step
from app.actions.attempts import until_first
from app.case_file import CaseFile, open_case
from app.contact_index import hashes_of
from app.errors import Missing
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from forms.errors import FieldErrors
from forms.schema import Form
from persistence import contacts, documents, letters
from persistence.documents import NewDocument, open_document, seal_document

# With these choices an answer cannot be delivered unless the field beside them is filled in.
NEEDED = {"hp": "no_hp", "email": "email"}


def correct_own_data(
    office: Office, actor: Actor, case_id: UUID, given: Mapping[str, Any], command_id: UUID
) -> tuple[str, ...]:
    """Write the given fields over those of the newest version, and return the names of those that changed.

    A field that is not given stays as it was. The journal says which fields, and no value. Raises Missing, CaseEnded,
    or FieldErrors where the answer could not be delivered any more.
    """
    return until_first(lambda: _attempt(office, actor, case_id, given, command_id))


def own_data(connection: Connection, case: CaseFile) -> dict[str, Any]:
    """Return the newest version of what the reporter has written of herself and her complaint. Raises Missing."""
    kinds = case.diagram.sop.row(case.diagram.sop.first_row).outputs
    newest = documents.latest(connection, case.case_id, kinds)
    if not newest:
        raise Missing
    return open_document(case.key, next(iter(newest.values())))


def _attempt(
    office: Office, actor: Actor, case_id: UUID, given: Mapping[str, Any], command_id: UUID
) -> tuple[str, ...] | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, command_id)
        if found.answered_seq is not None:
            return ()
        case_step.require_running(found.case)
        if found.case.visibility == "anonim":
            raise Missing
        case = open_case(office, found.case)
        before = own_data(connection, case)
    row = case.diagram.sop.row(case.diagram.sop.first_row)
    form = forms.schema.load(row.form, by_staff=True)
    after = _merged(form, before, given)
    changed = tuple(sorted(name for name in {*before, *after} if before.get(name) != after.get(name)))
    if not changed:
        return changed
    written = tuple(_sealed(case, kind, after, command_id) for kind in row.outputs)
    facts = {document.type: {"dokumen": str(document.id), "sha256": document.sha256} for document in written}
    entry = case_step.reporters_entry(
        "own_data_corrected", actor, found.case, now, command_id, fields=list(changed), documents=facts
    )
    entry = replace(entry, lane=row.lane.id, element=row.element_id)
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, case.key, entry):
            return None
        documents.add(connection, case_id, written, task_id=None, at=now, by=entry.actor_id)
        contacts.replace(connection, case_id, hashes_of(office, form, after))
        if front_desk.is_on_paper(forms.answers.sets(form, after)):
            letters.ask_for(connection, case_id, front_desk.inbox_of(case.diagram.sop, case.unit_id))
        else:
            letters.do_without(connection, case_id)
    return changed


def _merged(form: Form, before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    after = form.shown({**before, **given})
    needed = NEEDED.get(str(after.get("cara_dihubungi", "")), "")
    if needed and not after.get(needed):
        said = gettext("Isilah agar jawaban dapat disampaikan dengan cara yang Anda pilih.")
        raise FieldErrors((page_form.refusal(needed, said),), given)
    return after


def _sealed(case: CaseFile, kind: str, content: Mapping[str, Any], command_id: UUID) -> NewDocument:
    return seal_document(case.key, uuid5(command_id, kind), kind, content)
