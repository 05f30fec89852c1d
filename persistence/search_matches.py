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
Question = Mapping[str, Groups]

_EVERY_CASE = 2**62


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
    if not question:
        return []
    dialect = connection.dialect.name
    return _told(
        connection,
        search_statements.newest_cases(dialect),
        _asked(dialect, question, limit * len(question), before),
        limit,
    )


def alike(connection: Connection, weights: Mapping[str, Mapping[str, float]], limit: int, each: int) -> list[FoundCase]:
    """List the cases that hold weighty tokens of their inbox, those with the greatest sum of weights first.

    `each`: how many of the newest cases a token brings.
    """
    dialect = connection.dialect.name
    every = [(key, token, weight) for key, own in weights.items() for token, weight in own.items()]
    if not every:
        return []
    asked: dict[str, Any] = {"most_alike": limit * len(weights)}
    for place, (key, token, weight) in enumerate(every):
        asked |= _asked(dialect, {key: [[token]]}, each, None, str(place)) | {f"weight{place}": weight}
    return _told(connection, search_statements.alike(dialect, len(every)), asked, limit)


def open_tasks(connection: Connection, question: Question, limit: int) -> list[UUID]:
    """List the open tasks of the cases that answer a question; of more than `limit` cases the oldest.

    The oldest are due first. Tasks that wait for the reporter count to the inbox whose work they follow.
    """
    if not question:
        return []
    dialect = connection.dialect.name
    found = connection.scalars(search_statements.open_tasks(dialect), _asked(dialect, question, limit, None))
    return list(dict.fromkeys(task_id for ids in found for task_id in parted(ids)))


def frequencies(connection: Connection, tokens: Collection[str]) -> dict[str, int]:
    """Tell in how many entries each of these tokens stands, where it stands in any."""
    rows = connection.execute(search_statements.FREQUENCIES, {"tokens": sorted(tokens)})
    return {row.token: row.entries for row in rows}


def _asked(dialect: str, question: Question, limit: int, before: int | None, place: str = "") -> dict[str, Any]:
    """Write a question with its parameters; tokens are letters and digits, so that quoting them is enough."""
    or_word, and_word, quote = (" OR ", " AND ", '"') if dialect == "sqlite" else (" | ", " & ", "'")
    inboxes = (
        and_word.join(f"({or_word.join(f'{quote}{token}{quote}' for token in group)})" for group in groups)
        for groups in question.values()
    )
    return {
        f"keys{place}": sorted(question),
        f"asked{place}": or_word.join(f"({inbox})" for inbox in inboxes),
        f"before{place}": _EVERY_CASE if before is None else entry_id(before),
        f"most{place}": limit,
    }


def _told(connection: Connection, found: Select[Any], asked: Mapping[str, Any], limit: int) -> list[FoundCase]:
    """Return what was found; a case that several inboxes found is told once."""
    told: dict[UUID, FoundCase] = {}
    for score, entry, *rest in connection.execute(found, asked):
        case = FoundCase(score, case_of(entry), *rest)
        told.setdefault(case.case_id, case)
    return list(told.values())[:limit]
