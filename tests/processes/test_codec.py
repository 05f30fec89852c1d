"""The lean form of a state behaves as SpiffWorkflow's whole one, and stays small."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from processes.engine import Progress
from processes.spiff import plan as plans
from processes.spiff.plan import Plan, build
from processes.spiff.workflow import CaseWorkflow
from tests.processes.play import Case, diagram

LEAN = ("pengaduan", "kalang", "pengingat")


@cache
def whole_plan(name: str) -> Plan:
    """Plan a diagram for whole states although the lean form would do."""
    return build(diagram(name), may_be_lean=False)


@contextmanager
def whole_states(name: str) -> Iterator[None]:
    """Let the engine use that plan."""
    digest = diagram(name).sha256
    kept = plans.plan_of(diagram(name))
    plans._plans[digest] = whole_plan(name)
    try:
        yield
    finally:
        plans._plans[digest] = kept


@dataclass
class Twins:
    """Play one case in both forms, command by command."""

    name: str
    lean: Case
    whole: Case

    @classmethod
    def start(cls, name: str) -> "Twins":
        lean = Case.start(diagram(name))
        with whole_states(name):
            return cls(name, lean, Case.start(diagram(name)))

    def choose(self, choice: int) -> None:
        self.lean.choose(choice)
        with whole_states(self.name):
            self.whole.choose(choice)


def behaviour(progress: Progress) -> dict[str, Any]:
    """Give what a command did, without the ids, which no outsider can compare."""
    return {
        "at": progress.at,
        "opened": [(task.element_id, task.opened_at, task.due_at) for task in progress.opened],
        "closed": [(task.element_id, task.outcome) for task in progress.closed],
        "moved": [(task.element_id, task.due_at) for task in progress.moved],
        "timers": [(timer.element_id, timer.due_at, timer.interrupting) for timer in progress.timers],
        "timers_ended": len(progress.timers_ended),
        "flows": progress.flows,
        "reached": progress.reached,
        "finished": progress.finished,
        "marking": progress.marking_hash,
    }


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(LEAN), choices=st.lists(st.integers(0, 10**6), max_size=30))
def test_both_forms_behave_alike(name: str, choices: list[int]) -> None:
    """Any legal sequence of commands does the same in the lean form and in SpiffWorkflow's own."""
    twins = Twins.start(name)
    assert behaviour(twins.lean.progress) == behaviour(twins.whole.progress)
    for choice in choices:
        if twins.lean.progress.finished:
            break
        twins.choose(choice)
        assert behaviour(twins.lean.progress) == behaviour(twins.whole.progress)


@pytest.mark.parametrize("name", LEAN)
def test_the_diagrams_of_the_office_use_the_lean_form(name: str) -> None:
    """The SOP is made of elements on which the lean form was proven."""
    assert plans.plan_of(diagram(name)).lean


@pytest.mark.parametrize("name", ["paralel", "anak_proses"])
def test_other_elements_fall_back_to_the_whole_state(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Where an element was not proven, the state is kept whole and the log says so."""
    with caplog.at_level("INFO", logger="processes.spiff.plan"):
        assert not build(diagram(name)).lean
    assert diagram(name).sha256 in caplog.text


@settings(max_examples=40, deadline=None)
@given(choices=st.lists(st.integers(0, 10**6), max_size=30))
def test_a_running_case_of_the_sop_fits_into_four_kilobytes(choices: list[int]) -> None:
    """No legal sequence of commands makes the state of a case larger than 4 kB."""
    case = Case.start(diagram("pengaduan"))
    for choice in choices:
        assert len(case.progress.state) <= 4096
        if case.progress.finished:
            break
        case.choose(choice)


def test_a_thousand_rounds_of_rework_lose_nothing_and_cost_no_space() -> None:
    """After each of 1,000 rounds exactly one task is open, and the state is as large as after the first."""
    case = Case.start(diagram("kalang"))
    sizes = set()
    for _ in range(1000):
        case.fire("waktu_menulis")
        case.complete("menulis", 0)
        progress = case.complete("memeriksa", 0)
        assert [task.element_id for task in case.tasks] == ["menulis"]
        assert progress.flows == ("alur_putus", "kurang")
        assert not progress.finished
        sizes.add(len(progress.state))
    assert max(sizes) - min(sizes) < 20
    assert max(sizes) <= 4096
    case.complete("menulis", 0)
    assert case.complete("memeriksa", 2).finished


def test_reminders_in_every_round_keep_only_what_still_lives() -> None:
    """A branch that a reminder opened and nobody ended is kept; the rounds behind it are not."""
    case = Case.start(diagram("pengingat"))
    for number in range(1, 6):
        case.fire("ingat")
        case.complete("mengerjakan", 4)
        case.complete("mencatat")
        assert sorted(task.element_id for task in case.tasks) == ["mengerjakan", *number * ["mengingatkan"]]
    for _ in range(5):
        case.complete("mengingatkan")
    single = Case.start(diagram("pengingat"))
    single.complete("mengerjakan", 4)
    single.complete("mencatat")
    assert abs(len(case.progress.state) - len(single.progress.state)) < 600


def test_no_branch_is_too_deep_to_be_seen() -> None:
    """SpiffWorkflow's own limit of depth, past which a long case silently looked completed, is gone."""
    workflow = CaseWorkflow(whole_plan("kalang").spec, deserializing=True)
    specs = workflow.spec.task_specs
    workflow.task_tree = task = Task(workflow, specs["Start"], state=TaskState.COMPLETED)
    for _ in range(3000):
        task = Task(workflow, specs["menulis"], task, state=TaskState.COMPLETED)
    Task(workflow, specs["menulis"], task, state=TaskState.READY)
    assert len(workflow.get_tasks(state=TaskState.READY)) == 1
    assert not workflow.is_completed()


def test_rounds_of_rework_on_whole_states_lose_nothing() -> None:
    """Beyond the lean form, too, each round leaves exactly the one task open that comes next."""
    with whole_states("kalang"):
        case = Case.start(diagram("kalang"))
        for _ in range(12):
            case.complete("menulis", 0)
            case.complete("memeriksa", 0)
            assert [task.element_id for task in case.tasks] == ["menulis"]
            assert not case.progress.finished
