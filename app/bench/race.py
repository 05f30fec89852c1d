"""The race: three ways to complete the same rows, in turn, round after round, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from app.bench.completions import Completion, Start, start, through_the_application, without_the_application
from app.bench.documented import Documented, as_documented, running
from app.bench.places import Place
from app.bench.timing import rate

ROWS_OF_A_CASE = 6  # Those after the citizen's own first one.
LAST_ROW = "7"


@dataclass(frozen=True)
class Runner:
    """One way to complete a row, and every round of it without the first case, which warms up."""

    name: str
    rounds: tuple[Sequence[Completion], ...]

    @property
    def rates(self) -> list[float]:
        """Return the completions per second of each round."""
        return [rate([completion.seconds for completion in each]) for each in self.rounds]

    def of_row(self, row: str) -> list[Completion]:
        """Return what was measured of one row of the SOP."""
        return [completion for completion in self.every() if completion.row == row]

    def every(self) -> list[Completion]:
        """Return what was measured."""
        return [completion for each in self.rounds for completion in each]

    def faster_than(self, other: Runner) -> float:
        """Return how many times faster this was, as the median over the rounds."""
        return median(mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True))

    def running_state_bytes(self) -> list[int]:
        """Return the bytes of state of the cases that have not ended."""
        return [completion.state_bytes for completion in self.every() if completion.row != LAST_ROW]


@dataclass(frozen=True)
class Race:
    """Three runners over the same rows, from the fastest that can be to the one of the documentation."""

    floor: Runner
    application: Runner
    documented: Runner

    @property
    def runners(self) -> tuple[Runner, Runner, Runner]:
        """Return them in the order of the table."""
        return self.floor, self.application, self.documented


def race(place: Place, rounds: int, cases: int) -> Race:
    """Let each take its turn in every round, so that whatever slows the machine down slows all of them."""
    begin = start(place, cases + 1)
    with running() as spiff:
        turns = [_turns(begin, spiff) for _ in range(rounds)]
    names = ("SQL only, the same statements", "Tanggap, complete_task", "SpiffWorkflow as documented")
    return Race(*(Runner(name, each) for name, each in zip(names, zip(*turns, strict=True), strict=True)))


def _turns(begin: Start, spiff: Documented) -> tuple[Sequence[Completion], ...]:
    done = through_the_application(begin)
    turns = (without_the_application(begin, done), done, as_documented(begin, spiff))
    return tuple(each[ROWS_OF_A_CASE:] for each in turns)
