"""Whatever is written into a diagram in the place of a condition or a duration, it only ever gives an error."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import TaskDataEnvironment

from processes import conditions, engine
from processes.diagram import Diagram, read
from processes.engine import Moment
from processes.errors import (
    ConditionFailed,
    InvalidBudget,
    InvalidDiagram,
    InvalidDocuments,
    UnsafeExpression,
    UnsupportedElement,
)
from processes.sop import Budget
from processes.spiff.guards import SafeScripts
from processes.spiff.plan import Plan, build, plan_of
from tests.processes.play import BEGIN, CALENDARS, CASE, FIXTURES, Case, diagram

HOSTILE: list[str] = json.loads((FIXTURES / "engine" / "hostile_expressions.json").read_text())
IN_XML = [each for each in HOSTILE if all(sign.isprintable() or sign in "\t\n" for sign in each)]
SURAT = {"dokumen": "1", "sha256": 64 * "0", "jenis": "biasa"}
REFUSED = (UnsafeExpression, ConditionFailed)
QUICK = 0.25


@pytest.fixture(autouse=True)
def nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which an expression left a trace in the working folder."""
    monkeypatch.chdir(tmp_path)
    yield
    assert not list(tmp_path.iterdir())


@contextmanager
def refused_at_once(expression: str, *refusals: type[Exception]) -> Iterator[None]:
    """Expect one of these errors within little computing time, and name the expression where it does not come."""
    begin = time.process_time()
    try:
        yield
    except refusals:
        assert time.process_time() - begin < QUICK, expression
    else:
        pytest.fail(f"Not refused: {expression!r}")


def changed(name: str, old: str, new: str) -> Diagram:
    """Put something else into a fixture's file, past whatever reads it first."""
    xml = (FIXTURES / "engine" / f"{name}.bpmn").read_text()
    assert old in xml
    changed_xml = xml.replace(old, escape(new)).encode()
    return replace(diagram("kalang"), xml=changed_xml, sha256=sha256(changed_xml).hexdigest())


def test_the_corpus_is_large() -> None:
    """There are more than 200 hostile expressions, nearly all of which fit into a file."""
    assert len(set(HOSTILE)) == len(HOSTILE) > 390
    assert len(IN_XML) > 370


def test_a_hostile_condition_is_a_clear_error() -> None:
    """Judging it, or asking what it reads, raises one of two errors at once, and changes no document."""
    given = {"surat": dict(SURAT)}
    for expression in HOSTILE:
        assert conditions.evaluate('surat["jenis"] in ("biasa", "segera")', given)
        with refused_at_once(expression, *REFUSED):
            conditions.evaluate(expression, given)
    assert given == {"surat": SURAT}


def test_the_engine_refuses_a_diagram_with_a_hostile_condition() -> None:
    """No case starts on it, even where nobody looked at the diagram before."""
    for expression in IN_XML:
        hostile = changed("langsung", 'surat["jenis"] == "penting"', expression)
        if may_run(expression):
            continue
        with refused_at_once(expression, UnsafeExpression, UnsupportedElement):
            engine.start(hostile, CASE, Moment(BEGIN, 1, CALENDARS[0]))


def may_run(expression: str) -> bool:
    """Say whether an expression is written in the allowed way, so that it fails only when it is judged."""
    try:
        return conditions.documents_read(expression) <= {"surat"}
    except UnsafeExpression:
        return False


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Plan a diagram with two decisions, whose conditions a test can change behind the engine's back."""
    honest = replace(diagram("kalang"), **xml_of("langsung"))
    plan = build(honest)
    monkeypatch.setitem(plan_of.__globals__["_plans"], honest.sha256, plan)
    return SimpleNamespace(diagram=honest, before=condition_of(plan, "awal"), after=condition_of(plan, "akhir"))


def xml_of(name: str) -> dict[str, Any]:
    xml = (FIXTURES / "engine" / f"{name}.bpmn").read_bytes()
    return {"xml": xml, "sha256": sha256(xml).hexdigest()}


def condition_of(plan: Plan, gateway: str) -> Any:
    (condition,) = (each for each, _ in plan.spec.task_specs[gateway].cond_task_specs if each)
    return condition


def test_the_engine_refuses_a_hostile_condition_before_and_after_a_state_was_loaded(planted: SimpleNamespace) -> None:
    """Even one that got past every check is judged by our own rules, in a new case and in a loaded one."""
    moments = [Moment(BEGIN, seq, CALENDARS[0]) for seq in (1, 2)]
    started = engine.start(planted.diagram, CASE, moments[0])
    (task,) = started.opened
    for expression in HOSTILE:
        planted.before.args = [expression]
        with refused_at_once(expression, *REFUSED):
            engine.start(planted.diagram, CASE, moments[0])
        planted.before.args = ["surat is not None"]
        planted.after.args = [expression]
        with refused_at_once(expression, *REFUSED):
            engine.complete(planted.diagram, started.state, task.id, {"surat": SURAT}, moments[1])
    planted.after.args = ['surat["jenis"] == "biasa"']
    assert engine.complete(planted.diagram, started.state, task.id, {"surat": SURAT}, moments[1]).finished


def test_a_hostile_duration_is_a_clear_error() -> None:
    """A duration is read and never judged."""
    for expression in HOSTILE:
        with refused_at_once(expression, InvalidBudget):
            Budget.parse(expression)


def test_a_hostile_duration_in_a_diagram_is_a_clear_error() -> None:
    """Neither the reader nor the engine takes the diagram."""
    for expression in IN_XML:
        hostile = changed("kalang", '"PT15M"', expression)
        with pytest.raises(InvalidDiagram):
            read(hostile.xml)
        with refused_at_once(expression, InvalidBudget):
            engine.start(hostile, CASE, Moment(BEGIN, 1, CALENDARS[0]))


def test_python_is_out_of_reach_where_somebody_forgets_our_script_engine() -> None:
    """SpiffWorkflow's own environment, which it falls back to after loading, refuses everything."""
    fallen_back = BpmnWorkflow(build(diagram("kalang"), may_be_lean=False).spec)
    for environment in (fallen_back.script_engine.environment, SafeScripts().environment, TaskDataEnvironment()):
        for run in (environment.evaluate, environment.execute):
            with pytest.raises(UnsafeExpression):
                run("1 + 1", {})
    for refuse in (SafeScripts().execute, SafeScripts().call_service):
        with pytest.raises(UnsafeExpression):
            refuse(None, script="x = 1") if refuse.__name__ == "execute" else refuse(None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("userTask", "scriptTask"),
        ("userTask", "serviceTask"),
        ("userTask", "sendTask"),
        ("userTask", "receiveTask"),
        ("userTask", "businessRuleTask"),
        ("userTask", "callActivity"),
    ],
)
def test_elements_that_run_something_are_refused(old: str, new: str) -> None:
    """The engine has no script, service, message or call of another process."""
    xml = (FIXTURES / "engine" / "langsung.bpmn").read_text().replace(f"bpmn:{old}", f"bpmn:{new}").encode()
    with pytest.raises(UnsupportedElement):
        build(replace(diagram("kalang"), xml=xml, sha256=sha256(xml).hexdigest()))


@pytest.mark.parametrize(
    "extension",
    [
        "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>",
        "<spiffworkflow:postScript>x = 1</spiffworkflow:postScript>",
        '<spiffworkflow:serviceTaskOperator id="http/GetRequest" />',
    ],
)
def test_scripts_beside_a_task_are_refused(extension: str) -> None:
    """A script before or after a task is named with its task."""
    xml = (FIXTURES / "engine" / "kalang.bpmn").read_text()
    at = xml.index('<bpmn:userTask id="menulis"')
    inside = xml.index("<spiffworkflow:properties>", at)
    hostile = (xml[:inside] + extension + xml[inside:]).encode()
    with pytest.raises(UnsupportedElement) as refused:
        build(replace(diagram("kalang"), xml=hostile, sha256=sha256(hostile).hexdigest()))
    assert refused.value.element_id == "menulis"


def test_a_form_field_cannot_shadow_a_name_in_a_condition() -> None:
    """Answers live inside their document, so a field named like a function or a document changes nothing."""
    names = ("len", "int", "str", "lower", "surat", "catatan", "None", "True", "__builtins__", "evaluate")
    shadows = dict.fromkeys(names, "palsu")
    given = {"surat": {**SURAT, **shadows}, "catatan": {"nilai": 2, **shadows}}
    for expression, value in (
        ('catatan["nilai"] < 3 and surat["jenis"] in ("biasa", "segera")', True),
        ('len(surat["jenis"]) == 5', True),
        ('lower(surat["len"]) == "palsu"', True),
        ("surat is None", False),
    ):
        assert conditions.evaluate(expression, given) is value
    case = Case.start(diagram("kalang"))
    for name in names:
        with pytest.raises(InvalidDocuments):
            case.complete("menulis", documents={"surat": {**SURAT, name: "palsu"}})
