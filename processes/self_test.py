"""Prove at start-up that the engine is still the one whose states are stored."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import count
from typing import Final
from uuid import UUID

from processes.commands import complete, fire, start
from processes.diagram import Diagram, read
from processes.errors import EngineChanged
from processes.progress import Moment, OpenTask
from processes.routed_documents import RoutedDocument
from processes.spiff.state import ENGINE_VERSION
from processes.working_time import default_calendar

PROVEN: Final = "d71ad016c94427fb1d49569c2b1c18d1b5a712a4e80bc99907a7deb1dedcc6e1"

_BEGIN: Final = datetime(2026, 11, 24, 1, tzinfo=UTC)


def self_test() -> None:
    """Play two small cases, one in each form of state, against a known digest. Raises EngineChanged."""
    installed = version("SpiffWorkflow")
    if not ENGINE_VERSION.endswith(f"/SpiffWorkflow-{installed}"):
        raise EngineChanged(f"SpiffWorkflow {installed} is installed, and {ENGINE_VERSION} was proven")
    hashes = [each for name in ("lean", "full") for each in _play(name)]
    played = sha256("".join(hashes).encode()).hexdigest()
    if played != PROVEN:
        raise EngineChanged(f"The self-test gives {played} and not {PROVEN}")


def _play(name: str) -> Iterator[str]:
    """Fire every timer as soon as it waits, complete every task when none does; one round of rework."""
    diagram = read((files("processes.spiff") / f"self_test_{name}.bpmn").read_bytes())
    calendar = default_calendar()
    progress = start(diagram, UUID(int=1), Moment(_BEGIN, 1, calendar))
    tasks: list[OpenTask] = []
    for seq in count(2):
        yield progress.state_hash + progress.marking_hash
        if progress.finished:
            return
        closed = {task.id for task in progress.closed}
        tasks = [task for task in (*tasks, *progress.opened) if task.id not in closed]
        if progress.timers:
            due_at = progress.timers[0].due_at
            progress = fire(diagram, progress.state, progress.timers[0].id, Moment(due_at, seq, calendar))
        else:
            left = _documents(diagram, tasks[0], seq)
            moment = Moment(progress.at, seq, calendar)
            progress = complete(diagram, progress.state, tasks[0].id, left, moment)


def _documents(diagram: Diagram, task: OpenTask, seq: int) -> dict[str, RoutedDocument]:
    return {
        name: {
            "dokumen": str(seq),
            "sha256": f"{seq:064x}",
            **dict.fromkeys(diagram.sop.routing_fields.get(name, ()), seq < 5),
        }
        for name in diagram.sop.row(task.element_id).outputs
    }
