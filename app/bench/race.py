"""The race: four ways to complete the same rows, in turn, round after round, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from app.bench.completions import Completion, Start, start, through_the_application, without_the_application
from app.bench.documented import running
from app.bench.engine_alone import EngineAlone
from app.bench.places import Place
from app.bench.stepping import Engine, by_engine
from app.bench.timing import rate

ROWS_OF_A_CASE = 6  # Those after the citizen's own first one.
LAST_ROW = "7"
NAMES = (
    "SQL only, the same statements",
    "Tanggap, complete_task",
    "Tanggap's engine, only the state saved",
    "SpiffWorkflow as documented, the same",
)


@dataclass(frozen=True)
class Runner:
    """One way to complete a row, and every round of it without the first case, which warms up."""

    name: str
    rounds: tuple[Sequence[Completion], ...]

    @property
    def rates(self) -> list[float]:
        """Return the completions per second of each round."""
        return [rate([completion.took.seconds for completion in each]) for each in self.rounds]

    @property
    def processor_rates(self) -> list[float]:
        """Return the completions per second of the processor's time, round by round."""
        return [rate([completion.took.processor for completion in each]) for each in self.rounds]

    def of_row(self, row: str) -> list[Completion]:
        """Return what was measured of one row of the SOP."""
        return [completion for completion in self.every() if completion.row == row]

    def every(self) -> list[Completion]:
        """Return what was measured."""
        return [completion for each in self.rounds for completion in each]

    def faster_than(self, other: Runner) -> float:
        """Return how many times faster this was, as the median over the rounds."""
        return median(mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True))

    def cheaper_than(self, other: Runner) -> float:
        """Return how many times less of the processor this took, as the median over the rounds."""
        return median(mine / theirs for mine, theirs in zip(self.processor_rates, other.processor_rates, strict=True))

    def running_state_bytes(self) -> list[int]:
        """Return the bytes of state of the cases that have not ended."""
        return [completion.state_bytes for completion in self.every() if completion.row != LAST_ROW]


@dataclass(frozen=True)
class Race:
    """The application and the floor do the same to the database; the two engines do the same to a case."""

    floor: Runner
    application: Runner
    engine: Runner
    documented: Runner

    @property
    def runners(self) -> tuple[Runner, Runner, Runner, Runner]:
        """Return them in the order of the table."""
        return self.floor, self.application, self.engine, self.documented


def race(place: Place, rounds: int, cases: int) -> Race:
    """Let each take its turn in every round, so that whatever slows the machine down slows all of them."""
    begin = start(place, cases + 1)
    with running() as spiff:
        turns = [_turns(begin, spiff) for _ in range(rounds)]
    return Race(*(Runner(name, each) for name, each in zip(NAMES, zip(*turns, strict=True), strict=True)))


def _turns(begin: Start, spiff: Engine) -> tuple[Sequence[Completion], ...]:
    done = through_the_application(begin)
    floor = without_the_application(begin, done)
    turns = (floor, done, by_engine(begin, EngineAlone()), by_engine(begin, spiff))
    return tuple(each[ROWS_OF_A_CASE:] for each in turns)
