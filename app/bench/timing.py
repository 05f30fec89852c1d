"""What many measured times come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

Result = TypeVar("Result")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not less than this share of all (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def rate(seconds: Sequence[float]) -> float:
    """Return how many fit into a second."""
    return len(seconds) / sum(seconds)


def milliseconds(seconds: float) -> str:
    """Write a time as milliseconds."""
    return f"{seconds * 1000:.2f}"


def times(work: Callable[[], object], number: int) -> list[float]:
    """Do something again and again; return the seconds of each time but the first, which warms up."""
    return [seconds_of(work)[1] for _ in range(number + 1)][1:]


def seconds_of(work: Callable[[], Result]) -> tuple[Result, float]:
    """Do something; return what came of it and how long it took."""
    began = perf_counter()
    result = work()
    return result, perf_counter() - began
