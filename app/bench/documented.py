"""SpiffWorkflow as its documentation shows: the whole case, with its spec, as one JSON text."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any
from uuid import UUID

from app.bench.play import COMPLAINT, Part
from app.bench.timing import Took
from processes import diagram
from processes.sop import Sop


class Documented:
    """The process in which an untouched SpiffWorkflow runs; our engine repairs the one of this process."""

    def __init__(self, sop: Sop, pipe: tuple[IO[str], IO[str]]) -> None:
        """Talk through these ends of its pipes."""
        self._outputs = {row.number: row.outputs for row in sop.rows}
        self._input, self._output = pipe

    def submit(self, case_id: UUID) -> str:
        """Start a case and complete its first row."""
        started, _ = self._ask(None, {})
        submitted, _ = self._ask(started, dict.fromkeys(self._outputs["1"], COMPLAINT))
        return submitted

    def step(self, case_id: UUID, state: str, part: Part) -> tuple[str, Took]:
        """Complete the open task with only what was filled in; the application's documents carry more over."""
        answers = {name: value for name, (value,) in part.raw.items()}
        return self._ask(state, dict.fromkeys(self._outputs[part.row], answers))

    def _ask(self, state: str | None, documents: Mapping[str, Any]) -> tuple[str, Took]:
        # The time is taken over there: an application of one process would have no pipe.
        print(json.dumps({"state": state, "documents": documents}), file=self._input, flush=True)
        answer = json.loads(self._output.readline())
        return answer["state"], Took(answer["seconds"], answer["processor"])


@contextmanager
def running() -> Iterator[Documented]:
    """Run SpiffWorkflow on the packaged diagram, as documented, in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".bpmn") as file:
        file.write(diagram.seed())
        file.flush()
        command = [sys.executable, "-m", "processes.spiff.as_documented", file.name]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 (our own module)
            if process.stdin is None or process.stdout is None:
                raise OSError("A process was started without pipes")
            yield Documented(diagram.read(diagram.seed()).sop, (process.stdin, process.stdout))
