"""Let cases happen: citizens send and rate them, staff work on them, each through the application's own actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid5

from app.actions.attach_file import Posted, attach_files
from app.actions.claim_task import claim_task
from app.actions.complete_task import Raw
from app.actions.open_follow_up import NOT_SOLVED, answer_case
from app.actions.record_complaint import record_complaint
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.save_task_draft import save_task_draft
from app.actions.submit_complaint import submit_complaint
from app.complaint_draft import read_draft
from app.demo.pictures import after_work, picture
from app.demo.plots import Plot, awake, minutes_of
from app.demo.recorded import channel_of, operator_of
from app.demo.stage import Agenda
from app.demo.stories import Answers, world
from app.office import Office
from app.security.actor import GUEST, Actor
from app.security.uploads import Upload, judge
from persistence import tasks
from persistence.tasks import Task
from processes.sop import Budget, Row
from processes.working_calendar import WorkingCalendar
from processes.working_time import due_at

NAMESPACE = UUID("5d1f7c0e-63a1-5a0b-8f58-1c7f3f1f7a6e")


@dataclass(frozen=True)
class Play:
    """The office with everybody in it, by login, and what is to happen."""

    office: Office
    people: Mapping[str, Actor]
    unit_ids: Mapping[str, int]
    agenda: Agenda

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the working calendar in force."""
        return self.office.catalogue.edited().calendar

    def plan(self, plot: Plot) -> None:
        """Let a complaint be written and sent at its time."""
        self.agenda.add(plot.begun_at, lambda: self._write(plot))

    def _write(self, plot: Plot) -> None:
        chances = plot.random("write")
        actor = self.people[plot.reporter.login] if plot.reporter.login else GUEST
        raw = {**plot.story.complaint(), **plot.reporter.identity(chances, plot.story, plot.visibility)}
        if plot.story.kind == "pengaduan":
            raw["tanggal_kejadian"] = [f"{plot.at - timedelta(days=chances.randint(1, 20)):%Y-%m-%d}"]
        channel = channel_of(plot, self.calendar)
        actor = operator_of(plot, self.people) if channel else actor
        raw, token = {**raw, **channel}, f"demo-{plot.seed}"
        photographs = list(self._photographs(plot))
        save_complaint_draft(self.office, actor, token, raw, photographs, by_staff=bool(channel))
        self.agenda.add(plot.at, lambda: self._submit(plot, actor, token, raw))

    def _photographs(self, plot: Plot) -> Iterator[tuple[str, Upload]]:
        if "gambar" in plot.story.texts and plot.random("photograph").random() < 0.6:
            content = picture(plot.story.texts["gambar"])
            yield "lampiran", judge("foto.jpg", content, self.office.settings.upload_max_mb)

    def _submit(self, plot: Plot, actor: Actor, token: str, raw: Answers) -> None:
        with self.office.database.reading() as connection:
            files = [str(file.id) for file in read_draft(self.office, connection, token).files]
        sent = {**raw, "lampiran": files} if files else raw
        submit = record_complaint if "kanal" in raw else submit_complaint
        self._go_on(plot, submit(self.office, actor, token, sent, "demo").case_id)

    def _go_on(self, plot: Plot, case_id: UUID) -> None:
        """Plan what somebody does with the open task of a case."""
        task = self._open_task(case_id)
        if task is None:
            return
        row = self._row(task)
        if task.is_reporters:
            self._await_reporter(plot, task)
            return
        chances = plot.random(f"who/{row.number}")
        able = [actor for actor in self.people.values() if task.inbox_key in actor.inbox_keys]
        if able:
            self._await_staff(plot, task, row, chances.choice(able))

    def _await_staff(self, plot: Plot, task: Task, row: Row, actor: Actor) -> None:
        chances = plot.random(f"how/{row.number}")
        minutes = plot.minutes(row, self.calendar.daily_minutes)
        if row.number == plot.stops_at:
            if chances.random() < 0.55:
                standard = minutes_of(row.budget, self.calendar.daily_minutes)
                self._claim_later(task, actor, standard * 0.1, chances, plot if chances.random() < 0.6 else None)
            return
        self._claim_later(task, actor, minutes * 0.4, chances)
        done_at = due_at(Budget("minutes", minutes), task.opened_at, self.calendar)
        self.agenda.add(done_at, lambda: self._complete(plot, task, row, actor))

    def _claim_later(
        self, task: Task, actor: Actor, minutes: float, chances: Random, drafted: Plot | None = None
    ) -> None:
        """Plan a claim, and for a plot whose draft is to be seen, the beginning of an answer."""
        at = due_at(Budget("minutes", max(1, round(minutes))), task.opened_at, self.calendar)

        def act() -> None:
            claim_task(self.office, actor, task.id)
            if drafted:
                save_task_draft(self.office, actor, task.id, self._begun(drafted, task))

        self.agenda.add(at - timedelta(seconds=chances.randint(1, 40)), act)

    def _begun(self, plot: Plot, task: Task) -> Answers:
        answers = plot.story.of_staff(self._row(task).form, self.unit_ids)
        return {name: [_half(text) for text in texts] for name, texts in answers.items()}

    def _complete(self, plot: Plot, task: Task, row: Row, actor: Actor) -> None:
        answers: Raw = plot.story.of_staff(row.form, self.unit_ids)
        if "tindakan" in answers and plot.random("after").random() < 0.3:
            posted = [Posted("lampiran_tanggapan", "sesudah.jpg", after_work())]
            answers = attach_files(self.office, actor, task.id, answers, posted)
        answer_case(self.office, actor, task.id, answers, uuid5(NAMESPACE, str(task.id)))
        self._go_on(plot, task.case_id)

    def _await_reporter(self, plot: Plot, task: Task) -> None:
        """Plan that she rates the answer, says that it is not solved, or lets the case close by itself."""
        chances = plot.random(f"answer/{task.case_id}")
        fate = chances.choices(("rated", "unsolved", "silent"), (66, 12, 22))[0]
        if fate == "silent" or plot.stops_at == self._row(task).number:
            return
        at = awake(task.opened_at + timedelta(hours=chances.uniform(2, 150)), self.calendar)
        is_unsolved = fate == "unsolved" and not plot.is_continued
        self.agenda.add(at, lambda: self._rate(plot, task, chances, is_unsolved=is_unsolved))

    def _rate(self, plot: Plot, task: Task, chances: Random, *, is_unsolved: bool) -> None:
        reporter = Actor(case_grants=frozenset({task.case_id}))
        if plot.reporter.login and plot.visibility != "anonim":
            reporter = self.people[plot.reporter.login]
        told = world()
        raw = {"hasil": ["selesai"], "rating": [str(chances.choice(told["penilaian"]))]}
        comment = chances.choice(told["komentar"])
        if comment:
            raw["komentar"] = [comment]
        if is_unsolved:
            raw = {"hasil": [NOT_SOLVED], "alasan_belum_selesai": [chances.choice(told["belum"])]}
        answer_case(self.office, reporter, task.id, raw, uuid5(NAMESPACE, str(task.id)))
        if is_unsolved:
            self._go_on(replace(plot, is_continued=True), uuid5(task.case_id, "follow-up"))

    def _open_task(self, case_id: UUID) -> Task | None:
        with self.office.database.reading() as connection:
            return next((task for task in tasks.of_case(connection, case_id) if task.state == "open"), None)

    def _row(self, task: Task) -> Row:
        return self.office.catalogue.diagram_in_force().sop.row(task.element_id)


def _half(text: str) -> str:
    """Break a text off, as somebody does who is called away; the value of a choice stays whole."""
    return text[: len(text) * 2 // 3] if " " in text else text
