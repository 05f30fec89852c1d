"""The engine moves a case exactly as its diagram says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from processes import engine
from processes.engine import Moment
from processes.errors import CaseClosed
from tests.processes.play import BEGIN, CALENDARS, CASE, Case, diagram

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
