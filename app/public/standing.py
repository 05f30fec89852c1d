"""How far a complaint has come, in a citizen's words: what is done, what goes on until when, what may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.i18n import gettext
from app.office import Office
from app.public.path_ahead import rows_ahead
from app.public.stages import STATUSES, Stage, Words, stages, time_to_reply
from app.times import moment
from persistence import tasks, timers
from persistence.cases import Case
from persistence.tasks import Task
from persistence.timers import Timer
from processes.sop import Sop


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: `state` is done, current or next."""

    title: str
    state: str
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a case stands now, and its whole way; `is_late` tells that the office has missed its time."""

    words: Words
    entries: tuple[Entry, ...]
    until: datetime | None = None
    is_late: bool = False
    is_reporters: bool = False


def read_standing(office: Office, connection: Connection, case: Case) -> Standing:
    """Tell how far a case has come."""
    sop = office.catalogue.diagram(case.sop_version_id).sop
    case_tasks = tasks.of_case(connection, case.id)
    open_tasks = [task for task in case_tasks if task.state == "open"]
    limits = [timer for timer in timers.of_case(connection, case.id) if timer.interrupting and timer.state == "waiting"]
    entries = _entries(sop, case_tasks, open_tasks, limits, office.now())
    if not open_tasks:
        status = "withdrawn" if case.status == "cancelled" else "closed"
        return Standing(STATUSES[status], (*entries, Entry(STATUSES[status].title, "done", case.closed_at)))
    first = open_tasks[0]
    until = _until(first, limits)
    return Standing(
        words=STATUSES[sop.row(first.element_id).status],
        entries=(*entries, _closing(sop)),
        until=until,
        is_late=_is_late(first, until, office.now()),
        is_reporters=first.is_reporters,
    )


def _entries(
    sop: Sop, case_tasks: Sequence[Task], open_tasks: Sequence[Task], limits: Sequence[Timer], now: datetime
) -> list[Entry]:
    ahead = rows_ahead(sop, [task.element_id for task in open_tasks])
    entries = []
    for stage in stages(sop):
        elements = {row.element_id for row in stage.rows}
        of_stage = [task for task in case_tasks if task.element_id in elements]
        still_open = [task for task in of_stage if task.state == "open"]
        if still_open:
            entries.append(_current(stage, still_open[0], limits, now))
        elif of_stage:
            entries.append(Entry(stage.words.title, "done", _done_at(sop, of_stage)))
        elif stage.is_in(ahead):
            entries.append(_next(stage, is_certain=stage.is_in({row for row, certain in ahead.items() if certain})))
    return entries


def _current(stage: Stage, task: Task, limits: Sequence[Timer], now: datetime) -> Entry:
    until = _until(task, limits)
    if task.is_reporters:
        return Entry(stage.words.title, "current", task.opened_at, stage.words.meaning)
    if until is None:
        return Entry(stage.words.title, "current", text=stage.words.meaning)
    if _is_late(task, until, now):
        said = gettext("Melewati batas waktu %(until)s. Laporan Anda tetap dikerjakan.", until=moment(until))
    else:
        said = gettext("Paling lambat %(until)s.", until=moment(until))
    return Entry(stage.words.title, "current", text=f"{stage.words.meaning}\n{said}")


def _next(stage: Stage, *, is_certain: bool) -> Entry:
    parts = [] if is_certain else [gettext("Hanya bila diperlukan.")]
    if stage.standard_time:
        parts.append(gettext("Paling lama %(duration)s.", duration=stage.standard_time))
    return Entry(stage.words.title, "next", text=" ".join(parts))


def _closing(sop: Sop) -> Entry:
    duration = time_to_reply(sop)
    text = gettext("Setelah Anda menilai jawabannya.")
    if duration:
        text = gettext("Setelah Anda menilai, atau dengan sendirinya %(duration)s setelah dijawab.", duration=duration)
    return Entry(STATUSES["closed"].title, "next", text=text)


def _done_at(sop: Sop, of_stage: Sequence[Task]) -> datetime | None:
    """Return when a stage was reached: an answer when it came, everything else when it was finished."""
    answers = [task.opened_at for task in of_stage if task.is_reporters and task.element_id != sop.first_row]
    return max(answers or [task.closed_at for task in of_stage if task.closed_at], default=None)


def _until(task: Task, limits: Sequence[Timer]) -> datetime | None:
    """Return the time that binds: the office's standard time, or the end of the reporter's time to reply."""
    if not task.is_reporters:
        return task.due_at
    return min((timer.due_at for timer in limits if timer.task_id == task.id), default=None)


def _is_late(task: Task, until: datetime | None, now: datetime) -> bool:
    return until is not None and now > until and not task.is_reporters
