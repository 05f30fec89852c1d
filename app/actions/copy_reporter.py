"""Take a reporter's name, address and contact over from an earlier case of hers, so that nobody asks her twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app import front_desk
from app.actions import steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.contact_index import hash_of_any
from app.errors import Erased, Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_inbox, works_on
from persistence import cases, contacts, documents, journal, tasks
from persistence.sealing import blind_index

# What the next complaint would ask again. A NIK is asked again: it stands covered in every document.
COPIED = ("nama", "alamat", "cara_dihubungi", "no_hp", "email", "pekerjaan")


class ReasonNeeded(Exception):
    """The identity in a confidential case is opened for a reason only."""


def handle_of(office: Office, actor: Actor, case_id: UUID) -> str:
    """Name an earlier case on a page without saying which it is: a confidential one must not be told by its contact."""
    return blind_index(office.keys.index, f"reporter-of/{case_id}/{actor.account_id}")


def copy_reporter(office: Office, actor: Actor, handle: str, contact: str, reason: str) -> Mapping[str, Any]:
    """Return what the reporter of an earlier case has written of herself; the case's journal says who read it.

    `contact`: the telephone number or NIK that found the case. Raises Missing for a case to which it does not lead,
    ReasonNeeded, and Erased.
    """
    return until_first(lambda: _attempt(office, actor, handle, contact, reason))


def _attempt(office: Office, actor: Actor, handle: str, contact: str, reason: str) -> Mapping[str, Any] | None:
    require_inbox(actor, front_desk.inbox_in_force(office))
    now, wanted = office.now(), hash_of_any(office, contact)
    with office.database.reading() as connection:
        found = contacts.cases_of(connection, wanted.hash, sorted(actor.inbox_keys), 100) if wanted else []
        row = next((case for case in found if handle_of(office, actor, case.id) == handle), None)
        if row is None:
            raise Missing
        if row.visibility == "rahasia" and not reason:
            raise ReasonNeeded
        case = open_case(office, row)
        first = case.diagram.sop.row(case.diagram.sop.first_row)
        newest = documents.latest(connection, row.id, first.outputs)
        task = next(task for task in tasks.of_case(connection, row.id) if works_on(actor, task))
        end = journal.position(connection, row.id)
    identity = next((documents.open_document(case.key, each) for each in newest.values()), None)
    if identity is None:
        raise Erased
    kind, told = ("identity_revealed", {"reason": reason}) if row.visibility == "rahasia" else ("identity_copied", {})
    entry = steps.person_entry(kind, actor, task, now, **told)
    with office.database.transaction() as connection:
        if not cases.update_case(connection, row.id, row.version):
            return None
        journal.append(connection, row.id, end, case.key, entry)
    return {name: identity[name] for name in COPIED if name in identity}
