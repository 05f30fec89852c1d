"""Sentences that a person reads about a diagram: Indonesian, translated where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's extractor looks for
    """Mark a text for the translation catalogue and return it unchanged."""
    return text


@dataclass(frozen=True)
class Problem:
    """Say what is wrong with a diagram, and at which element and line."""

    element_id: str | None
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Write the sentence in Indonesian, where no catalogue is at hand."""
        return self.message % self.params
