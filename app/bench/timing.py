"""What many measured times come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and seconds of this processor's time, which a busy machine changes less."""

    seconds: float
    processor: float

    def __add__(self, other: Took) -> Took:
        """Add what was measured in two parts."""
        return Took(self.seconds + other.seconds, self.processor + other.processor)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not less than this share of all (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def rate(seconds: Sequence[float]) -> float:
    """Return how many fit into a second."""
    return len(seconds) / sum(seconds)


def milliseconds(values: Sequence[float], share: float) -> str:
    """Write a percentile of seconds as milliseconds."""
    return f"{percentile(values, share) * 1000:.2f}"


def times(work: Callable[[], object], number: int) -> list[Took]:
    """Do something again and again; return how long each time took but the first, which warms up."""
    return [measured(work)[1] for _ in range(number + 1)][1:]


def measured(work: Callable[[], Result]) -> tuple[Result, Took]:
    """Do something; return what came of it and how long it took."""
    began, used = perf_counter(), process_time()
    result = work()
    return result, Took(perf_counter() - began, process_time() - used)
