"""What the engine refuses, and that a refused command leaves the case as it was."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
import pytest

from processes import engine
from processes.engine import Moment
from processes.errors import (
    BrokenStep,
    ConditionFailed,
    EngineChanged,
    InvalidDocuments,
    OutOfOrder,
    StepBudgetExceeded,
    TaskNotReady,
    TimerNotDue,
    TimerNotWaiting,
    UnknownEngineVersion,
    UnreadableState,
    UnsupportedElement,
    WrongDiagram,
)
from tests.processes.play import BEGIN, CALENDARS, CASE, Case, diagram, documents


def test_a_timer_fires_neither_early_nor_twice_nor_after_its_task() -> None:
    """A timer that is not due or no longer waits is refused."""
    case = Case.start(diagram("kalang"))
    (timer,) = case.timers
    early = (timer.due_at - timedelta(microseconds=1)).isoformat()
    with pytest.raises(TimerNotDue):
        case.do("fire", id=str(timer.id), at=early)
    case.fire("waktu_menulis", at=timer.due_at.isoformat())
    with pytest.raises(TimerNotWaiting):
        case.do("fire", id=str(timer.id), at=timer.due_at.isoformat())
    other = Case.start(diagram("kalang"))
    (ended,) = other.timers
    other.complete("menulis")
    with pytest.raises(TimerNotWaiting):
        other.do("fire", id=str(ended.id), at=ended.due_at.isoformat())


def test_only_an_open_task_can_be_completed() -> None:
    """A task that was completed, cancelled or never there is refused, and the state still holds."""
    case = Case.start(diagram("pengingat"))
    (task,) = case.tasks
    left = documents(case.diagram, task.element_id, 0)
    with pytest.raises(TaskNotReady):
        case.do("complete", id=str(uuid4()), documents=left)
    with pytest.raises(TaskNotReady):
        case.do("complete", id=str(case.timers[0].id), documents=left)
    case.fire("ambil_alih")
    with pytest.raises(TaskNotReady):
        case.do("complete", id=str(task.id), documents=left)
    case.complete("mengambil_alih")
    with pytest.raises(TaskNotReady):
        case.do("complete", id=str(task.id), documents=left)


def test_time_does_not_run_backwards_in_a_case() -> None:
    """A clock that was set back counts as standing still, and the sequence only rises."""
    case = Case.start(diagram("kalang"))
    progress = case.complete("menulis", at=(BEGIN - timedelta(days=1)).isoformat())
    assert progress.at == BEGIN
    assert progress.opened[0].opened_at == BEGIN
    with pytest.raises(OutOfOrder):
        case.complete("memeriksa", seq=case.commands[-1]["seq"])


@pytest.mark.parametrize(
    "change",
    [
        {"surat": None},
        {"lain": {"dokumen": "1", "sha256": 64 * "0"}},
        {"surat": {"dokumen": "1"}},
        {"surat": {"dokumen": "", "sha256": 64 * "0"}},
        {"surat": {"dokumen": "1", "sha256": "0"}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "nama": "Budi"}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "nilai": 1}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "jenis": 201 * "x"}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "jenis": "a\x00b"}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "jenis": 2**53}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "jenis": 1.5}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "jenis": ["biasa"]}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "len": "biasa"}},
        {"surat": {"dokumen": "1", "sha256": 64 * "0", "__builtins__": "x"}},
    ],
    ids=str,
)
def test_the_engine_takes_the_documents_of_the_row_and_nothing_more(change: dict[str, Any]) -> None:
    """Another document, another field, or a value that is no short answer is refused."""
    case = Case.start(diagram("kalang"))
    left = {
        name: document for name, document in {**documents(case.diagram, "menulis", 0), **change}.items() if document
    }
    with pytest.raises(InvalidDocuments):
        case.complete("menulis", documents=left)


def test_a_condition_without_its_answer_is_a_clear_error() -> None:
    """Where a decision needs an answer that nobody gave, the step is refused and the task stays open."""
    case = Case.start(diagram("kalang"))
    case.complete("menulis")
    state = case.progress.state
    with pytest.raises(ConditionFailed, match="nilai"):
        case.complete("memeriksa", documents={"catatan": {"dokumen": "1", "sha256": 64 * "0"}})
    assert case.progress.state == state
    assert case.complete("memeriksa", 3).finished


def test_a_loop_without_a_person_is_stopped() -> None:
    """A diagram that goes round by itself ends in an error and not in a case that looks completed."""
    case = Case.start(diagram("berputar"))
    document = {"surat": {"dokumen": "1", "sha256": 64 * "0", "putar": True}}
    with pytest.raises(StepBudgetExceeded):
        case.complete("menulis", documents=document)
    assert case.complete("menulis").finished


def test_a_case_does_not_end_without_an_end_event() -> None:
    """A diagram that simply stops is refused at the step that would lose the case."""
    case = Case.start(diagram("buntu"))
    with pytest.raises(BrokenStep):
        case.complete("menulis")


def test_a_state_of_another_engine_or_diagram_is_refused() -> None:
    """Unknown and newer versions, other codecs, other diagrams and garbage never reach the engine."""
    case = Case.start(diagram("kalang"))
    moment, task = Moment(BEGIN, 2, CALENDARS[0]), case.tasks[0].id
    stored = orjson.loads(case.progress.state)
    broken: list[tuple[type[Exception], bytes]] = [
        (UnknownEngineVersion, orjson.dumps({**stored, "engine": "2/SpiffWorkflow-4.0.0"})),
        (UnknownEngineVersion, orjson.dumps({**stored, "codec": "stock"})),
        (UnknownEngineVersion, b"{}"),
        (WrongDiagram, orjson.dumps({**stored, "diagram": 64 * "0"})),
        (UnreadableState, b"[]"),
        (UnreadableState, b"{"),
        (UnreadableState, b"\xff"),
        (UnreadableState, orjson.dumps({**stored, "case": "x"})),
        (UnreadableState, orjson.dumps({**stored, "seq": None})),
        (UnreadableState, orjson.dumps({key: value for key, value in stored.items() if key != "tasks"})),
        (UnreadableState, orjson.dumps({**stored, "tasks": [["1", "tidak_ada", "ready", -1, {}]]})),
        (UnreadableState, orjson.dumps({**stored, "tasks": [["1", "menulis", "ready", 7, {}]]})),
        (UnreadableState, orjson.dumps({**stored, "tasks": [["1", "menulis", 16, -1, {}]]})),
    ]
    for refusal, state in broken:
        with pytest.raises(refusal):
            engine.complete(case.diagram, state, task, {}, moment)


def test_a_diagram_whose_digest_lies_is_refused() -> None:
    """The digest names the exact bytes, so a changed diagram cannot pass for the stored one."""
    honest = diagram("kalang")
    lying = replace(honest, sha256=64 * "0")
    with pytest.raises(WrongDiagram):
        engine.start(lying, CASE, Moment(BEGIN, 1, CALENDARS[0]))


def test_the_engine_proves_itself_at_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-test passes on this engine and refuses one whose cases would come out otherwise."""
    engine.self_test()
    monkeypatch.setattr("processes.self_test.PROVEN", 64 * "0")
    with pytest.raises(EngineChanged):
        engine.self_test()


TIMER = '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"PT15M"</bpmn:timeDuration>'
FLOW = '<bpmn:sequenceFlow id="baik" sourceRef="sudah_baik" targetRef="selesai" />'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TIMER, TIMER.replace("timeDuration", "timeCycle").replace("PT15M", "R3/PT15M")),
        (TIMER, TIMER.replace("timeDuration", "timeDate").replace("PT15M", "2026-11-24")),
        ('catatan["nilai"]', 'lain["nilai"]'),
        (FLOW, FLOW + FLOW.replace('"baik"', '"baik_juga"')),
        ('isExecutable="true"', 'isExecutable="false"'),
        ("bpmn:exclusiveGateway", "bpmn:complexGateway"),
        (' default="baik"', ""),
    ],
    ids=["cycle", "date", "document", "flows", "executable", "complex gateway", "default"],
)
def test_a_diagram_beyond_the_engine_is_refused_before_a_case_starts(old: str, new: str) -> None:
    """What the engine does not run is refused as a whole, with its element, and never half run."""
    honest = diagram("kalang")
    assert old.encode() in honest.xml
    xml = honest.xml.replace(old.encode(), new.encode())
    with pytest.raises(UnsupportedElement):
        engine.start(replace(honest, xml=xml, sha256=sha256(xml).hexdigest()), CASE, Moment(BEGIN, 1, CALENDARS[0]))
