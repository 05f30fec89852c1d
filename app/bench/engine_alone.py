"""Our engine alone, so that SpiffWorkflow as documented meets the very same work."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from app.bench.office import OPENING
from app.bench.play import COMPLAINT, Part
from app.bench.timing import Took, measured
from processes import diagram, engine
from processes.diagram import Diagram
from processes.office_hours import default_calendar
from processes.progress import Moment, Progress
from processes.routed_documents import RoutedDocument
from processes.working_calendar import WorkingCalendar


@dataclass
class EngineAlone:
    """Move cases by commands to the engine; `last` is what each case's last command gave."""

    diagram: Diagram = field(default_factory=lambda: diagram.read(diagram.seed()))
    calendar: WorkingCalendar = field(default_factory=default_calendar)
    last: dict[UUID, tuple[int, Progress]] = field(default_factory=dict)

    def submit(self, case_id: UUID) -> str:
        """Start a case and complete its first row."""
        started = engine.start(self.diagram, case_id, Moment(OPENING, 1, self.calendar))
        self.last[case_id] = (1, started)
        return self._complete(case_id, started.state, self._documents("1", COMPLAINT["jenis_laporan"][0])).decode()

    def step(self, case_id: UUID, state: str, part: Part) -> tuple[str, Took]:
        """Complete the open task."""
        documents = self._documents(part.row, next(iter(part.raw.get("jenis", ())), None))
        return measured(lambda: self._complete(case_id, state.encode(), documents).decode())

    def _complete(self, case_id: UUID, state: bytes, documents: dict[str, RoutedDocument]) -> bytes:
        seq, before = self.last[case_id]
        moment = Moment(OPENING, seq + 1, self.calendar)
        progress = engine.complete(self.diagram, state, before.opened[0].id, documents, moment)
        self.last[case_id] = (seq + 1, progress)
        return progress.state

    def _documents(self, row: str, kind: str | None) -> dict[str, RoutedDocument]:
        """Name what a row leaves behind, with the fields that conditions read, as the application does."""
        sop = self.diagram.sop
        outputs = next(each.outputs for each in sop.rows if each.number == row)
        routed = {output: dict.fromkeys(sop.routing_fields.get(output, ()), kind) for output in outputs}
        return {output: {"dokumen": str(uuid4()), "sha256": "0" * 64, **fields} for output, fields in routed.items()}
