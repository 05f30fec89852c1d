"""Run a BPMN file as SpiffWorkflow's documentation shows, knowing nothing of this project; print the tasks done."""

import argparse
import json
import sys

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, EndEvent
from SpiffWorkflow.util.task import TaskState


def main() -> None:
    """Work through one case: every task leaves its outputs behind, with the wanted kind of report."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file")
    arguments.add_argument("kind")
    arguments.add_argument("--late", action="store_true", help="let every standard time pass")
    arguments.add_argument("--forsaken", action="store_true", help="let every other limit pass too")
    wanted = arguments.parse_args()
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_file(wanted.file)
    (process_id,) = parser.get_process_ids()
    workflow = BpmnWorkflow(parser.get_spec(process_id))
    workflow.do_engine_steps()
    done, escalated = [], []
    while not workflow.completed:
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        if wanted.late:
            _let_time_pass(workflow, wanted.forsaken)
            escalated += [task.task_spec.bpmn_id for event in workflow.get_events()]
        if task.state == TaskState.READY:
            for document in task.task_spec.data_output_associations:
                task.data[document.bpmn_id] = {"jenis": wanted.kind}
            task.run()
            done.append(task.task_spec.bpmn_id)
        workflow.do_engine_steps()
    ends = [task.task_spec.bpmn_id for task in workflow.get_tasks(state=TaskState.COMPLETED, spec_class=EndEvent)]
    normal = [end for end in ends if not end.startswith("eskalasi_")]
    json.dump({"tasks": done, "escalated": escalated, "ends": normal}, sys.stdout)


def _let_time_pass(workflow: BpmnWorkflow, with_interrupting: bool) -> None:
    for timer in workflow.get_tasks(state=TaskState.WAITING, spec_class=BoundaryEvent):
        if with_interrupting or not timer.task_spec.cancel_activity:
            timer._set_internal_data(event_value="2020-01-01T00:00:00+00:00")
    workflow.refresh_timers()
    workflow.do_engine_steps()


if __name__ == "__main__":
    main()
