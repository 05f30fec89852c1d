"""Judge, write, and judge again from the top when somebody else wrote first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from persistence.database import DatabaseBusy

MOST = 8
Result = TypeVar("Result")


def until_first(attempt: Callable[[], Result | None]) -> Result:
    """Repeat an attempt until it has written; it returns None when the case had moved on meanwhile.

    Raises DatabaseBusy when others are always faster.
    """
    for _ in range(MOST):
        result = attempt()
        if result is not None:
            return result
    raise DatabaseBusy
