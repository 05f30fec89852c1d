"""Play cases for the engine's tests: from a list of numbers to legal commands, and from commands to states."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from processes import engine
from processes.diagram import Diagram, read, seed
from processes.engine import Moment, OpenTask, OpenTimer, Progress
from processes.spiff.plan import plan_of
from processes.working_time import Day, WorkingCalendar, default_calendar

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASE = UUID("5f0c7a5e-0000-4000-8000-000000000001")
BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CALENDARS = (
    default_calendar(),
    WorkingCalendar(
        version=2,
        zone="Asia/Jakarta",
        weekly=default_calendar().weekly,
        days={date(2026, 11, 25): Day("holiday", "Libur"), date(2026, 12, 1): Day("closure", "Tutup")},
    ),
)

# What a person may answer to each field that a condition reads in the fixtures.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "nilai": (1, 2, 3, 4),
    "jenis": ("biasa", "segera", "pengaduan", "informasi", None),
    "kurang": (True, False),
    "beres": (True, False, None),
    "ulang": (True, False),
    "putar": (False,),
}

Command = dict[str, Any]


@cache
def diagram(name: str) -> Diagram:
    """Read a fixture of the engine, or the office's own SOP."""
    return read(seed() if name == "pengaduan" else (FIXTURES / "engine" / f"{name}.bpmn").read_bytes())


def documents(of: Diagram, element_id: str, choice: int) -> dict[str, dict[str, Any]]:
    """Fill in what a task leaves; the choice settles every answer."""
    plan = plan_of(of)
    return {
        name: {
            "dokumen": str(uuid5(CASE, f"{name}{choice}")),
            "sha256": sha256(f"{name}{choice}".encode()).hexdigest(),
            **{each: ANSWERS[each][choice % len(ANSWERS[each])] for each in sorted(plan.routing_fields.get(name, ()))},
        }
        for name in plan.outputs.get(element_id, ())
    }


@dataclass
class Case:
    """Hold a running case, its open work in the order of opening, and the commands so far."""

    diagram: Diagram
    progress: Progress
    tasks: list[OpenTask] = field(default_factory=list)
    timers: list[OpenTimer] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)

    @classmethod
    def start(cls, of: Diagram) -> "Case":
        """Begin a case at the beginning of an ordinary morning."""
        command = {"kind": "start", "seq": 1, "at": BEGIN.isoformat(), "calendar": 0}
        case = cls(of, carry_out(of, b"", command))
        case._note(command)
        return case

    @property
    def now(self) -> datetime:
        """Give the instant of the last command."""
        return self.progress.at

    def do(self, kind: str, **details: Any) -> Progress:
        """Carry out a command after the ones before it; nothing is noted of one that is refused."""
        seq = self.commands[-1]["seq"] + 1
        command = {"kind": kind, "seq": seq, "at": self.now.isoformat(), "calendar": 0, **details}
        self.progress = carry_out(self.diagram, self.progress.state, command)
        self._note(command)
        return self.progress

    def complete(self, element_id: str, choice: int = 0, **details: Any) -> Progress:
        """Complete the first open task of an element."""
        task = next(task for task in self.tasks if task.element_id == element_id)
        left = documents(self.diagram, element_id, choice)
        return self.do("complete", id=str(task.id), documents=details.pop("documents", left), **details)

    def fire(self, element_id: str, **details: Any) -> Progress:
        """Fire the first waiting timer of an element when it is due."""
        timer = next(timer for timer in self.timers if timer.element_id == element_id)
        at = max(self.now, timer.due_at).isoformat()
        return self.do("fire", id=str(timer.id), **{"at": at, **details})

    def choose(self, choice: int) -> None:
        """Turn a number into some legal command."""
        options = len(self.tasks) + len(self.timers) + 1
        which, rest = choice % options, choice // options
        at = (self.now + timedelta(minutes=rest % 200)).isoformat()
        if which < len(self.tasks):
            task = self.tasks[which]
            left = documents(self.diagram, task.element_id, rest)
            self.do("complete", id=str(task.id), documents=left, at=at)
        elif which < options - 1:
            timer = self.timers[which - len(self.tasks)]
            self.do("fire", id=str(timer.id), at=max(self.now, timer.due_at).isoformat())
        elif rest % 10:
            self.do("reschedule", calendar=rest % 2, at=at)
        else:
            self.do("cancel", at=at)

    def _note(self, command: Command) -> None:
        closed = {task.id for task in self.progress.closed}
        moved = {task.id: task for task in self.progress.moved}
        self.tasks = [moved.get(each.id, each) for each in self.tasks if each.id not in closed]
        self.tasks += self.progress.opened
        changed = {timer.id: timer for timer in self.progress.timers}
        kept = [timer for timer in self.timers if timer.id not in self.progress.timers_ended]
        self.timers = [changed.pop(timer.id, timer) for timer in kept] + list(changed.values())
        self.commands.append(command)


def carry_out(of: Diagram, state: bytes, command: Command) -> Progress:
    """Give a recorded command to the engine."""
    at = datetime.fromisoformat(command["at"])
    moment = Moment(at, command["seq"], CALENDARS[command["calendar"]])
    match command["kind"]:
        case "start":
            return engine.start(of, CASE, moment)
        case "complete":
            return engine.complete(of, state, UUID(command["id"]), command["documents"], moment)
        case "fire":
            return engine.fire(of, state, UUID(command["id"]), moment)
        case "cancel":
            return engine.cancel(of, state, moment)
        case "reschedule":
            return engine.reschedule(of, state, moment)
    raise ValueError(command["kind"])


def random_case(name: str, choices: list[int]) -> Case:
    """Play a case by a list of numbers until it ends or the numbers do."""
    case = Case.start(diagram(name))
    for choice in choices:
        if case.progress.finished:
            break
        case.choose(choice)
    return case


def replay(name: str, commands: list[Command]) -> Iterator[Progress]:
    """Play recorded commands again."""
    state = b""
    for command in commands:
        progress = carry_out(diagram(name), state, command)
        state = progress.state
        yield progress


def replay_batch(text: str) -> str:
    """Play a batch of recorded cases; JSON in, the hashes of every state out."""
    return json.dumps(
        [[progress.state_hash for progress in replay(name, commands)] for name, commands in json.loads(text)]
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(replay_batch(sys.stdin.read()))
