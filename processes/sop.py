"""What an SOP is: values read from its diagram."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from processes.errors import InvalidBudget, UnknownElement

_DURATION = re.compile(r"""P(?:(?P<days>[0-9]{1,3})D|T(?P<hours>[0-9]{1,3})H|T(?P<minutes>[0-9]{1,5})M)""")

# What a reporter may be told about a case while a row is open.
STATUSES: Final = ("submitted", "received", "classifying", "in_progress", "checking_answer", "answered")


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


@dataclass(frozen=True)
class Lane:
    """Name who does the work: the reporter, somebody of the office, or somebody of the case's unit."""

    id: str
    name: str
    kind: Literal["reporter", "office", "unit"]


@dataclass(frozen=True)
class DocumentType:
    """Name a document that rows hand to each other."""

    id: str
    name: str


@dataclass(frozen=True)
class Timer:
    """Hold a boundary timer: the standard time of its row, or a limit that ends the row."""

    id: str
    budget: Budget
    interrupting: bool
    name: str


@dataclass(frozen=True)
class Row:
    """Hold one row of the SOP table; `activity` is its wording there, `name` the short one for lists."""

    element_id: str
    number: str
    name: str
    activity: str
    remarks: str
    lane: Lane
    inputs: tuple[str, ...]
    printed_inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    budget: Budget | None
    timers: tuple[Timer, ...]
    form: str
    status: str
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Flow:
    """Hold one arrow between two elements."""

    id: str
    source: str
    target: str
    label: str
    condition: str | None


@dataclass(frozen=True)
class Decision:
    """Hold one diamond; `after` is the row whose result it judges, `default` its flow without a condition."""

    element_id: str
    name: str
    after: str | None
    flows: tuple[Flow, ...]
    default: str | None


@dataclass(frozen=True)
class Category:
    """Hold one choice of the complaint form; `external_id` is its number in SP4N-LAPOR, if any."""

    code: str
    name: str
    external_id: str
    is_confidential: bool
    subcategories: tuple["Category", ...] = ()


@dataclass(frozen=True)
class Sop:
    """Hold a whole SOP: its table in printed order, its identity block, and how rows follow each other."""

    process_id: str
    title: str
    identity: Mapping[str, str]
    lanes: tuple[Lane, ...]
    documents: tuple[DocumentType, ...]
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]
    flows: tuple[Flow, ...]
    routing_fields: Mapping[str, frozenset[str]]
    categories: tuple[Category, ...]
    first_row: str

    def row(self, element_id: str) -> Row:
        """Find a row by its element. Raises UnknownElement."""
        return _found(element_id, (row for row in self.rows if row.element_id == element_id))

    def lane(self, lane_id: str) -> Lane:
        """Find a lane by its id. Raises UnknownElement."""
        return _found(lane_id, (lane for lane in self.lanes if lane.id == lane_id))

    def document(self, document_id: str) -> DocumentType:
        """Find a document by its id. Raises UnknownElement."""
        return _found(document_id, (each for each in self.documents if each.id == document_id))


_Part = TypeVar("_Part")


def _found(wanted: str, matching: Iterable[_Part]) -> _Part:
    for part in matching:
        return part
    raise UnknownElement(wanted)
