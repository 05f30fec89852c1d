"""The engine moves a case exactly as its diagram says, and refuses everything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from processes import engine
from processes.engine import Moment
from processes.errors import (
    BrokenStep,
    CaseClosed,
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
    WrongDiagram,
)
from tests.processes.play import BEGIN, CALENDARS, CASE, Case, diagram, documents

ROWS = ("mengajukan", "menerima", "mengklasifikasi")
ANSWERED_BY_UNIT = (*ROWS, "menanggapi", "memeriksa_tanggapan", "menginput_tanggapan", "terjawab")
ANSWERED_AT_ONCE = (*ROWS, "menginput_tanggapan", "terjawab")
COMPLAINT, INFORMATION = 2, 3


def test_a_case_begins_with_the_first_row_and_its_timer() -> None:
    """Starting opens row 1 alone, due by its standard time, and names the flow taken."""
    progress = Case.start(diagram("pengaduan")).progress
    (task,), (timer,) = progress.opened, progress.timers
    assert (task.element_id, task.opened_at, task.due_at) == ("mengajukan", BEGIN, BEGIN + timedelta(minutes=15))
    assert (timer.element_id, timer.task_id, timer.due_at) == ("waktu_mengajukan", task.id, task.due_at)
    assert len(progress.flows) == 1
    assert not progress.finished


@pytest.mark.parametrize(
    ("rows", "kind"), [(ANSWERED_BY_UNIT, COMPLAINT), (ANSWERED_AT_ONCE, INFORMATION)], ids=["complaint", "information"]
)
def test_both_branches_run_to_the_end(rows: tuple[str, ...], kind: int) -> None:
    """Each row opens after the one before it, and the case ends at its end event."""
    case = Case.start(diagram("pengaduan"))
    opened = []
    for row in rows:
        (task,) = case.tasks
        opened.append(task.element_id)
        progress = case.complete(row, kind)
        assert [(closed.element_id, closed.outcome) for closed in progress.closed] == [(row, "completed")]
    assert tuple(opened) == rows
    assert progress.finished
    assert progress.reached == ("selesai",)
    assert not progress.opened
    assert not case.timers


def test_days_of_a_budget_are_working_days() -> None:
    """Row 4 is due at closing time of the second working day after it opened."""
    case = Case.start(diagram("pengaduan"))
    for row in ROWS:
        case.complete(row, COMPLAINT)
    (task,) = case.tasks
    assert task.due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_completing_never_fires_a_timer() -> None:
    """A task completed long after its time ends its timer and reaches no escalation."""
    case = Case.start(diagram("pengaduan"))
    progress = case.complete("mengajukan", at=(BEGIN + timedelta(days=30)).isoformat())
    assert progress.reached == ()
    assert len(progress.timers_ended) == 1


def test_a_standard_time_escalates_and_leaves_the_task_open() -> None:
    """Firing the timer of a row reaches its escalation end event; the task can still be completed."""
    case = Case.start(diagram("pengaduan"))
    progress = case.fire("waktu_mengajukan")
    assert progress.reached == ("eskalasi_mengajukan",)
    assert not progress.closed
    assert not progress.finished
    assert case.complete("mengajukan").opened[0].element_id == "menerima"


def test_an_answered_case_closes_by_itself() -> None:
    """The interrupting timer of row 7 cancels the task and ends the case, whether or not row 7 was late."""
    for is_late in (False, True):
        case = Case.start(diagram("pengaduan"))
        for row in ANSWERED_AT_ONCE[:-1]:
            case.complete(row, INFORMATION)
        if is_late:
            case.fire("waktu_terjawab")
        progress = case.fire("tutup_otomatis")
        assert [(task.element_id, task.outcome) for task in progress.closed] == [("terjawab", "cancelled")]
        assert progress.finished
        assert "ditutup_otomatis" in progress.reached
        assert not case.timers


def test_fire_fires_exactly_the_timer_it_names() -> None:
    """Other timers that are due as well go on waiting for a command of their own."""
    case = Case.start(diagram("pengingat"))
    at = (BEGIN + timedelta(days=60)).isoformat()
    progress = case.fire("ingat", at=at)
    assert {timer.element_id for timer in case.timers} == {"waktu_mengerjakan", "ambil_alih", "waktu_mengingatkan"}
    assert [task.element_id for task in progress.opened] == ["mengingatkan"]


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


def test_what_a_reminder_started_lives_on_after_its_task() -> None:
    """A case waits for the work that a reminder opened, also when the reminded task is done."""
    case = Case.start(diagram("pengingat"))
    case.fire("ingat")
    case.complete("mengerjakan", 0)
    assert [task.element_id for task in case.tasks] == ["mengingatkan", "mencatat"]
    progress = case.complete("mencatat")
    assert progress.reached == ("selesai",)
    assert not progress.finished
    progress = case.complete("mengingatkan")
    assert progress.reached == ("sudah_diingatkan",)
    assert progress.finished


def test_a_terminating_end_ends_everything() -> None:
    """A terminate end event cancels the other open work with its timers."""
    case = Case.start(diagram("pengingat"))
    case.fire("ingat")
    case.complete("mengerjakan", 4)
    progress = case.complete("mencatat")
    assert progress.flows[-1] == "ulangi"
    case.complete("mengerjakan", 5)
    progress = case.complete("mencatat")
    assert progress.reached == ("berhenti",)
    assert ("mengingatkan", "cancelled") in {(task.element_id, task.outcome) for task in progress.closed}
    assert progress.finished
    assert not case.timers


def test_cancelling_ends_every_task_and_timer() -> None:
    """A cancelled case is finished, and takes no further command."""
    for name in ("pengingat", "paralel", "anak_proses"):
        case = Case.start(diagram(name))
        first = case.tasks[0].element_id
        case.complete(first) if name != "pengingat" else case.fire("ingat")
        names = {task.element_id for task in case.tasks}
        progress = case.do("cancel")
        assert {task.element_id for task in progress.closed} == names
        assert {task.outcome for task in progress.closed} == {"cancelled"}
        assert progress.finished
        assert not case.timers
        assert progress.reached == ()
        for kind in ("cancel", "reschedule"):
            with pytest.raises(CaseClosed):
                case.do(kind)


def test_rescheduling_counts_again_from_the_opening() -> None:
    """A holiday that is added later moves the due time of an open task; the old calendar moves it back."""
    case = Case.start(diagram("pengaduan"))
    for row in ROWS:
        case.complete(row, COMPLAINT)
    before = case.timers
    later = (case.now + timedelta(hours=4)).isoformat()
    progress = case.do("reschedule", calendar=1, at=later)
    assert [task.due_at for task in progress.moved] == [datetime(2026, 11, 27, 9, 30, tzinfo=UTC)]
    assert [timer.due_at for timer in progress.timers] == [datetime(2026, 11, 27, 9, 30, tzinfo=UTC)]
    assert not progress.opened
    assert not progress.timers_ended
    assert case.do("reschedule").timers == tuple(before)
    assert case.do("reschedule").timers == ()


def test_rescheduling_moves_the_due_time_of_a_late_task_without_arming_its_timer_again() -> None:
    """A task whose time had run out gets another due time; it does not escalate twice."""
    case = Case.start(diagram("kalang"))
    case.complete("menulis")
    case.fire("waktu_memeriksa")
    progress = case.do("reschedule", calendar=1)
    assert [task.element_id for task in progress.moved] == ["memeriksa"]
    assert [timer.element_id for timer in progress.timers] == ["batas_memeriksa"]


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


@pytest.mark.parametrize("name", ["paralel", "anak_proses"])
def test_elements_beyond_the_lean_form_run_to_the_end(name: str) -> None:
    """Parallel branches and sub-processes, kept in full, end as the diagram says."""
    case = Case.start(diagram(name))
    reached: list[str] = []
    while not case.progress.finished:
        if case.tasks:
            case.complete(case.tasks[0].element_id, 1)
        else:
            case.fire(case.timers[0].element_id)
        reached += case.progress.reached
    assert reached[-1] == "selesai"
    assert not case.timers


def test_two_branches_are_open_at_once_and_meet() -> None:
    """A parallel gateway opens both branches and waits for both."""
    case = Case.start(diagram("paralel"))
    progress = case.complete("menulis", 1)
    assert {task.element_id for task in progress.opened} == {"kiri", "kanan"}
    assert set(progress.flows) == {"a2", "ke_kiri", "ke_kanan"}
    assert not case.complete("kiri").finished
    assert case.fire("batas_kanan").finished


def test_a_sub_process_ends_with_its_limit() -> None:
    """An interrupting timer on a sub-process cancels the task inside it."""
    case = Case.start(diagram("anak_proses"))
    case.complete("menulis")
    progress = case.fire("batas_meneliti")
    assert [(task.element_id, task.outcome) for task in progress.closed] == [("membaca", "cancelled")]
    assert progress.reached == ("tidak_selesai",)
    assert progress.finished


def test_the_ids_of_a_case_follow_from_its_id_and_sequence() -> None:
    """The same command gives the same ids; another case or another sequence gives others."""
    moment = Moment(BEGIN, 1, CALENDARS[0])
    started = [engine.start(diagram("kalang"), case, moment) for case in (CASE, CASE, UUID(int=1))]
    again = engine.start(diagram("kalang"), CASE, replace(moment, seq=2))
    assert started[0] == started[1]
    assert len({progress.opened[0].id for progress in (*started, again)}) == 3
    assert started[0].opened[0].id.version == 5


def test_the_engine_proves_itself_at_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-test passes on this engine and refuses one whose cases would come out otherwise."""
    engine.self_test()
    monkeypatch.setattr("processes.self_test.PROVEN", 64 * "0")
    with pytest.raises(EngineChanged):
        engine.self_test()
