"""Play cases by SpiffWorkflow as its documentation shows: what `flask bench` compares with.

This runs in a process of its own (`python -m processes.spiff.as_documented FILE`), because importing our engine
repairs SpiffWorkflow for the whole process, and a repaired one is no longer what the documentation shows. It keeps
nothing: each line of input is a request {"state": text or null, "documents": {id: content}}, each line of output an
answer {"state": text, "seconds": number, "processor": number}: the time that it took, without the pipe.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

_serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())


def read_spec(file: Path) -> Any:
    """Parse a diagram with one process."""
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_file(str(file))
    (process_id,) = parser.get_process_ids()
    return parser.get_spec(process_id)


def start(spec: Any) -> Any:
    """Begin a case and run it up to the first person."""
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    return workflow


def complete(state: str, documents: Mapping[str, Any]) -> Any:
    """Load a case, complete its open task with these documents, and run it up to the next person."""
    workflow = _serializer.deserialize_json(state)
    (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
    task.data.update(documents)
    task.run()
    workflow.do_engine_steps()
    return workflow


def answer(spec: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do what a line of input asks."""
    began, used = perf_counter(), process_time()
    state = request["state"]
    workflow = start(spec) if state is None else complete(state, request["documents"])
    written = _serializer.serialize_json(workflow)
    return {"state": written, "seconds": perf_counter() - began, "processor": process_time() - used}


def main() -> None:
    """Answer line by line until the input ends."""
    spec = read_spec(Path(sys.argv[1]))
    for line in sys.stdin:
        print(json.dumps(answer(spec, json.loads(line))), flush=True)  # noqa: T201 (the answer to the parent)


if __name__ == "__main__":
    main()
