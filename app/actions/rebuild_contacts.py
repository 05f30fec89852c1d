"""Hash the contacts of every case again, as for cases that are older than the look-up or after a new secret."""

from __future__ import annotations

from uuid import UUID

import forms.schema
from app.case_file import open_case
from app.contact_index import hashes_of
from app.office import Office
from persistence import contacts, documents
from persistence.documents import open_document

AT_ONCE = 100


def rebuild_contacts(office: Office) -> int:
    """Let every case be found by what its reporter has left in it, and by nothing else. Returns how many cases.

    A few cases at a time, so that nobody has to wait; begun again, it does the same again.
    """
    number, after = 0, UUID(int=0)
    while True:
        with office.database.transaction() as connection:
            found = contacts.cases_with_identity(connection, after, AT_ONCE)
            for case in found:
                file = open_case(office, case)
                first = file.diagram.sop.row(file.diagram.sop.first_row)
                newest = documents.latest(connection, case.id, first.outputs)
                form = forms.schema.load(first.form, by_staff=True)
                written = [open_document(file.key, document) for document in newest.values()]
                hashes = {each for answers in written for each in hashes_of(office, form, answers)}
                contacts.replace(connection, case.id, hashes)
        number += len(found)
        if len(found) < AT_ONCE:
            return number
        after = found[-1].id
