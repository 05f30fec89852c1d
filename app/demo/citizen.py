"""Let reporters and the office write to each other in the demo, and reporters add to their cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from app import case_additions, page_form
from app.actions.add_evidence import add_evidence
from app.actions.ask_reporter import ask_reporter
from app.actions.attach_file import Posted
from app.actions.hand_over_letter import hand_over_letter
from app.actions.pass_on_message import pass_on_message
from app.actions.withdraw_case import withdraw_case
from app.actions.write_to_office import Sending, write_to_office
from app.demo.cases import NAMESPACE, Play
from app.demo.cast import OPERATOR
from app.demo.pictures import after_work
from app.security.actor import Actor
from persistence import cases, letters, messages, tasks
from persistence.tasks import Task

QUESTION = "Mohon disebutkan patokan lokasinya: di dekat bangunan atau simpang yang mana?"
SIMPLER = "Agar petugas langsung menemukannya: tempatnya di dekat bangunan atau simpang yang mana?"
ANSWER = "Kira-kira seratus meter setelah balai desa, di sisi kiri dari arah pasar."
REMARK = "Sejak tadi pagi keadaannya bertambah parah. Mohon segera ditinjau."
ASKED = 5
# The forms of the citizen's pages, which know the demo's cast and so must not be asked for them.
SCHEMAS = Path(__file__).parents[1] / "public" / "schemas"
WRITING, EVIDENCE = page_form.load(SCHEMAS, "pesan"), page_form.load(SCHEMAS, "bukti")


def plan_messages(play: Play, until: datetime) -> None:
    """Plan questions and answers for the last hours, so that each stage of them is to be seen."""
    talk = _Talk(play)
    for hours, act in ((5, talk.hand_over), (4, talk.ask), (3, talk.pass_on), (2, talk.answer), (1.5, talk.add)):
        play.agenda.add(until - timedelta(hours=hours), act)


class _Talk:
    """What is said in the cases that wait at a unit; each step goes on with what the one before has left."""

    def __init__(self, play: Play) -> None:
        self.office, self.people, self.play = play.office, play.people, play
        self.asked: list[UUID] = []

    def ask(self) -> None:
        """Let the first units that have a free task ask."""
        for task, worker in self._at_work()[:ASKED]:
            ask_reporter(self.office, worker, task.id, QUESTION, _command(task.case_id, "ask"))
            self.asked.append(task.case_id)

    def hand_over(self) -> None:
        """Let the letters of earlier days be fetched; the newest still wait."""
        desk = self.people[OPERATOR.login]
        with self.office.database.reading() as connection:
            waiting = letters.waiting(connection, desk.inbox_keys, None, 1000)
        for case in waiting[:-4]:
            hand_over_letter(self.office, desk, case.id, _command(case.id, "hand over"))

    def pass_on(self) -> None:
        """Pass all but the last two questions on, one of them in other words."""
        for place, message in enumerate(self._waiting()[:-2]):
            words = SIMPLER if place == 0 else ""
            pass_on_message(self.office, self.people[OPERATOR.login], message.id, words, _command(message.id, "pass"))

    def answer(self) -> None:
        """Let the reporter of the first question answer, with a photograph."""
        for case_id in self.asked[:1]:
            question = next((each for each in self._of_case(case_id) if each.state == "forwarded"), None)
            if question and self._is_running(case_id):
                photo = Posted("lampiran_pesan", "lokasi.jpg", after_work())
                raw = {"pesan": [ANSWER]}
                sending = Sending(WRITING, raw, [photo], question.id, _command(case_id, "answer"))
                write_to_office(self.office, _reporter(case_id), case_id, sending)

    def add(self) -> None:
        """Let others write of their own accord, add evidence, and withdraw."""
        free = [task.case_id for task, _ in self._at_work() if task.case_id not in self.asked]
        for case_id in free[:2]:
            sending = Sending(WRITING, {"pesan": [REMARK]}, (), None, _command(case_id, "write"))
            write_to_office(self.office, _reporter(case_id), case_id, sending)
        for case_id in free[1:3]:
            photo = [Posted(case_additions.FIELD, "terbaru.jpg", after_work())]
            raw = {"keterangan": ["Difoto hari ini."]}
            command = _command(case_id, "evidence")
            add_evidence(self.office, _reporter(case_id), case_id, EVIDENCE, raw, photo, command)
        for case_id in free[3:4]:
            reason = "Sudah diselesaikan bersama warga."
            withdraw_case(self.office, _reporter(case_id), case_id, reason, _command(case_id, "withdraw"))

    def _at_work(self) -> list[tuple[Task, Actor]]:
        """List the unclaimed tasks of units, each with somebody who works there."""
        found = []
        with self.office.database.reading() as connection:
            for case_id in cases.running_ids(connection):
                free = [task for task in tasks.of_case(connection, case_id) if _is_free(task)]
                found += [(task, worker) for task in free for worker in self._workers(task)[:1]]
        return found

    def _workers(self, task: Task) -> Sequence[Actor]:
        desk = self.people[OPERATOR.login]
        able = [one for one in self.people.values() if task.inbox_key in one.own_inbox_keys]
        return [] if task.inbox_key in desk.inbox_keys else able

    def _waiting(self) -> list[messages.CaseMessage]:
        return [each for case_id in self.asked for each in self._of_case(case_id) if each.state == "waiting"]

    def _of_case(self, case_id: UUID) -> list[messages.CaseMessage]:
        with self.office.database.reading() as connection:
            return messages.of_case(connection, case_id)

    def _is_running(self, case_id: UUID) -> bool:
        with self.office.database.reading() as connection:
            case = cases.read(connection, case_id)
        return case is not None and case.status == "running"


def _is_free(task: Task) -> bool:
    return task.state == "open" and task.owner_id is None and not task.is_reporters


def _reporter(case_id: UUID) -> Actor:
    """Return somebody who holds the code of the receipt."""
    return Actor(case_grants=frozenset({case_id}))


def _command(item_id: UUID, verb: str) -> UUID:
    return uuid5(NAMESPACE, f"{item_id}/{verb}")
