"""Find entries by tokens.

A question holds groups for each inbox: an entry answers it when it is of that inbox and holds a token of every group.
The newest cases come first, and never more than asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select

from persistence import search_statements
from persistence.search import case_of, entry_id, parted

Groups = Sequence[Sequence[str]]

_NEWER_THAN_ALL, _OLDER_THAN_ALL = 2**62, -1
# To walk past an entry costs twice as much as to fetch one from the index, and nine of ten may be of other inboxes.
_WALKING, _OF_OTHERS = 2, 10


@dataclass(frozen=True)
class Question:
    """What is asked of each inbox; by the frequencies of the words, `matches` of their `entries` may answer it."""

    groups: Mapping[str, Groups]
    matches: float = 0
    entries: int = 0


@dataclass(frozen=True)
class Weight:
    """Say how much a token of an inbox tells; it stands in `matches` of the inbox's `entries`."""

    inbox_key: str
    token: str
    weight: float
    matches: int
    entries: int


@dataclass(frozen=True)
class FoundCase:
    """Hold a case that was found, as its newest task in the inbox that found it; `score` counts shared rare words."""

    score: float
    case_order: int
    case_id: UUID
    inbox_key: str
    is_open: bool
    task_id: UUID | None
    task_state: str | None
    element_id: str | None
    number: str
    status: str
    visibility: str
    unit_id: int | None
    category_id: int | None
    sop_version_id: int
    sealed_key: bytes | None
    sealed_title: bytes | None
    submitted_at: datetime
    closed_at: datetime | None


def newest(connection: Connection, question: Question, limit: int, before: int | None = None) -> list[FoundCase]:
    """List the cases that answer a question, the newest first; `before`: only cases older than this case order."""
    if not question.groups:
        return []
    dialect = connection.dialect.name
    bound = _NEWER_THAN_ALL if before is None else entry_id(before)
    asked = _asked(dialect, question, limit * len(question.groups), bound)
    return _told(connection, search_statements.newest_cases(dialect), asked, limit)


def alike(connection: Connection, weights: Sequence[Weight], limit: int, each: int) -> list[FoundCase]:
    """List the cases that hold weighty tokens of their inbox, those with the greatest sum of weights first.

    `each`: how many of the newest cases a token brings.
    """
    if not weights:
        return []
    dialect = connection.dialect.name
    asked: dict[str, Any] = {"most_alike": limit * len({weight.inbox_key for weight in weights})}
    for place, weight in enumerate(weights):
        question = Question({weight.inbox_key: [[weight.token]]}, weight.matches, weight.entries)
        asked |= _asked(dialect, question, each, _NEWER_THAN_ALL, str(place)) | {f"weight{place}": weight.weight}
    return _told(connection, search_statements.alike(dialect, len(weights)), asked, limit)


def open_tasks(connection: Connection, question: Question, limit: int) -> list[UUID]:
    """List the open tasks of the cases that answer a question; of more than `limit` cases the oldest.

    The oldest are due first. Tasks that wait for the reporter count to the inbox whose work they follow.
    """
    if not question.groups:
        return []
    dialect = connection.dialect.name
    asked = _asked(dialect, question, limit, _OLDER_THAN_ALL)
    found = connection.scalars(search_statements.open_tasks(dialect), asked)
    return list(dict.fromkeys(task_id for ids in found for task_id in parted(ids)))


def frequencies(connection: Connection, tokens: Collection[str]) -> dict[str, int]:
    """Tell in how many entries each of these tokens stands, where it stands in any."""
    rows = connection.execute(search_statements.FREQUENCIES, {"tokens": sorted(tokens)})
    return {row.token: row.entries for row in rows}


def _asked(dialect: str, question: Question, limit: int, bound: int, place: str = "") -> dict[str, Any]:
    """Write a question with its parameters; tokens are letters and digits, so that quoting them is enough."""
    or_word, and_word, quote = (" OR ", " AND ", '"') if dialect == "sqlite" else (" | ", " & ", "'")
    inboxes = (
        and_word.join(f"({or_word.join(f'{quote}{token}{quote}' for token in group)})" for group in groups)
        for groups in question.groups.values()
    )
    return {
        f"keys{place}": sorted(question.groups),
        f"asked{place}": or_word.join(f"({inbox})" for inbox in inboxes),
        f"bound{place}": bound,
        f"most{place}": limit,
        f"looked{place}": _looked(question, limit),
    }


def _looked(question: Question, limit: int) -> int:
    """Return how many of the first entries to look through before the index is asked; 0 where that would cost more.

    Only PostgreSQL wants to know: its index finds all answers before the first is told.
    """
    if not question.matches:
        return 0
    walked = _OF_OTHERS * limit * question.entries / question.matches
    return round(walked) if _WALKING * walked < question.matches else 0


def _told(connection: Connection, found: Select[Any], asked: Mapping[str, Any], limit: int) -> list[FoundCase]:
    """Return what was found; a case that several inboxes found is told once."""
    told: dict[UUID, FoundCase] = {}
    for score, entry, *rest in connection.execute(found, asked):
        case = FoundCase(score, case_of(entry), *rest)
        told.setdefault(case.case_id, case)
    return list(told.values())[:limit]
