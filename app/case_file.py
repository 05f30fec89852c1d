"""A case's file: everything that people wrote in it, opened and sealed with the case's own key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from app.errors import Erased
from app.office import Office
from persistence.cases import Case
from persistence.documents import Document, NewDocument, open_document, seal_document
from persistence.sealing import open_, seal, unwrap
from persistence.tasks import NO_SORTING, Sorting, case_order
from processes.diagram import Diagram
from processes.sop import Row
from processes.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class CaseFile:
    """What reading and writing in a case needs; `key` seals everything that people wrote."""

    case_id: UUID
    key: bytes
    diagram: Diagram
    unit_id: int | None
    calendar: WorkingCalendar
    sorting: Sorting = NO_SORTING

    def decided(self, office: Office, case: Case) -> CaseFile:
        """Return the file once the case's row says this."""
        return replace(self, unit_id=case.unit_id, sorting=sorting_of(office, case))

    def kelengkapan(self, row: Row, newest: Mapping[str, Document]) -> dict[str, Mapping[str, Any] | None]:
        """Open the documents that the SOP hands to a row, and no other of the case."""
        return {kind: open_document(self.key, newest[kind]) if kind in newest else None for kind in row.inputs}

    def sealed_outputs(self, row: Row, answers: Mapping[str, Any], task_id: UUID) -> tuple[NewDocument, ...]:
        """Seal the answers as the documents that a row leaves behind."""
        return tuple(seal_document(self.key, uuid5(task_id, kind), kind, answers) for kind in row.outputs)

    def facts(self, written: Sequence[NewDocument], answers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return what the engine is told of documents: which ones, and the fields that some condition reads."""
        routing = self.diagram.sop.routing_fields
        return {
            document.type: {
                "dokumen": str(document.id),
                "sha256": document.sha256,
                **{name: answers.get(name) for name in sorted(routing.get(document.type, ()))},
            }
            for document in written
        }

    def seal_text(self, text: str, place: str) -> bytes:
        """Seal a text for one place of the case."""
        return seal(self.key, text.encode(), f"{place}/{self.case_id}".encode())

    def open_text(self, sealed: bytes, place: str) -> str:
        """Open a text of one place of the case. Raises WrongKey."""
        return open_(self.key, sealed, f"{place}/{self.case_id}".encode()).decode()


def open_case(office: Office, case: Case) -> CaseFile:
    """Open a case's file. Raises Erased when its key has been destroyed."""
    if case.sealed_key is None:
        raise Erased
    return CaseFile(
        case_id=case.id,
        key=unwrap(office.keys.master, case.sealed_key),
        diagram=office.catalogue.diagram(case.sop_version_id),
        unit_id=case.unit_id,
        calendar=office.catalogue.edited().calendar,
        sorting=sorting_of(office, case),
    )


def sorting_of(office: Office, case: Case) -> Sorting:
    """Return what the lists of the case's tasks are sorted and filtered by."""
    edited = office.catalogue.edited()
    return Sorting(
        channel=case.channel,
        case_order=case_order(case.year, case.serial),
        category_key=edited.category_key(case.category_id),
        unit_key=edited.unit_key(case.unit_id),
    )


def title_of(office: Office, case_id: UUID, sealed_key: bytes | None, sealed_title: bytes | None) -> str:
    """Open the title of a case for a list; empty where there is none, or no longer."""
    if sealed_key is None or sealed_title is None:
        return ""
    return open_(unwrap(office.keys.master, sealed_key), sealed_title, f"title/{case_id}".encode()).decode()
