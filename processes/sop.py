"""What an SOP is: values read from its diagram."""

import re
from dataclasses import dataclass
from typing import Literal

from processes.errors import InvalidBudget

_DURATION = re.compile(r"""P(?:(?P<days>[0-9]{1,3})D|T(?P<hours>[0-9]{1,3})H|T(?P<minutes>[0-9]{1,5})M)""")


@dataclass(frozen=True)
class Budget:
    """Hold a standard time: working minutes or working days."""

    unit: Literal["minutes", "days"]
    amount: int

    def __post_init__(self) -> None:
        """Refuse a budget that leaves no time."""
        if self.amount < 1:
            raise InvalidBudget(f"A standard time is positive, not {self.amount} {self.unit}")

    @classmethod
    def parse(cls, text: str) -> "Budget":
        """Read PT15M, PT2H or P2D, bare or as the quoted string that a plain SpiffWorkflow evaluates."""
        found = _DURATION.fullmatch(text.strip().strip("\"'"))
        if found is None:
            raise InvalidBudget(f"Not a standard time: {text!r}")
        if found["days"]:
            return cls("days", int(found["days"]))
        return cls("minutes", int(found["minutes"] or 60 * int(found["hours"])))

    @property
    def iso(self) -> str:
        """Write the budget as an ISO 8601 duration."""
        return f"P{self.amount}D" if self.unit == "days" else f"PT{self.amount}M"
