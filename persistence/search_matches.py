"""Find entries by tokens: a MATCH of FTS5 on SQLite, a tsquery over GIN on PostgreSQL.

A question holds groups for each inbox: an entry answers it when it is of that inbox and holds a token of every group.
The newest cases come first, and never more than asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    literal,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from persistence.search import OVERSEERS, case_of, entry_id
from persistence.tables import cases, search_entries, search_frequencies, tasks
from persistence.tasks import REPORTERS

Groups = Sequence[Sequence[str]]
Question = Mapping[str, Groups]

_entry = search_entries.c
_words = table("search_words", column("rowid"), column("search_words"))


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
    found = _newest(connection, question, limit * len(question), before).add_columns(literal(0.0).label("score"))
    return _cases(connection, found, limit)


def alike(connection: Connection, weights: Mapping[str, Mapping[str, float]], limit: int, each: int) -> list[FoundCase]:
    """List the cases that hold weighty tokens of their inbox, those with the greatest sum of weights first.

    `each`: how many of the newest cases a token brings.
    """
    brought = [
        select(
            _newest(connection, {key: [[token]]}, each, None).add_columns(literal(weight).label("weight")).subquery()
        )
        for key, own in weights.items()
        for token, weight in own.items()
    ]
    if not brought:
        return []
    every = union_all(*brought).subquery()
    found = (
        select(every.c.id, every.c.case_id, every.c.inbox_key, func.sum(every.c.weight).label("score"))
        .group_by(every.c.id, every.c.case_id, every.c.inbox_key)
        .order_by(func.sum(every.c.weight).desc(), every.c.id.desc())
        .limit(limit * len(weights))
    )
    return _cases(connection, found, limit)


def open_tasks(connection: Connection, question: Question, limit: int) -> list[UUID]:
    """List open tasks of the cases that answer a question, in one statement; of more cases than `limit` the newest.

    Tasks that wait for the reporter count to the inbox whose work they follow.
    """
    if not question:
        return []
    found = _newest(connection, question, limit, None).subquery()
    of_inbox = or_(
        tasks.c.inbox_key == found.c.inbox_key,
        tasks.c.inbox_key == literal(REPORTERS) + found.c.inbox_key,
        (found.c.inbox_key == OVERSEERS) & (tasks.c.inbox_key != ""),
    )
    waiting = select(tasks.c.id).join(found, (found.c.case_id == tasks.c.case_id) & of_inbox)
    return list(connection.scalars(waiting.where(tasks.c.state == "open").distinct()))


def frequencies(connection: Connection, tokens: Collection[str]) -> dict[str, int]:
    """Tell in how many entries each of these tokens stands, where it stands in any."""
    rows = select(search_frequencies).where(search_frequencies.c.token.in_(tokens))
    return {row.token: row.entries for row in connection.execute(rows)}


def _newest(connection: Connection, question: Question, limit: int, before: int | None) -> Select[Any]:
    """Choose the newest entries that answer a question: id, case and inbox."""
    found = select(_entry.id, _entry.case_id, _entry.inbox_key).where(_entry.inbox_key.in_(sorted(question)))
    order: ColumnElement[int] = _entry.id
    if connection.dialect.name == "sqlite":
        order = _words.c.rowid
        found = found.join(_words, _words.c.rowid == _entry.id)
        found = found.where(_words.c.search_words.op("MATCH")(_written(question, " OR ", " AND ", '"')))
    else:
        asked = literal(_written(question, " | ", " & ", "'")).cast(TSQUERY)
        found = found.where(_entry.tokens.op("@@")(asked))
    if before is not None:
        found = found.where(order < entry_id(before))
    return found.order_by(order.desc()).limit(limit)


def _written(question: Question, or_word: str, and_word: str, quote: str) -> str:
    """Write a question in the language of an index; tokens are letters and digits, so that quoting is enough."""
    inboxes = (
        and_word.join(f"({or_word.join(f'{quote}{token}{quote}' for token in group)})" for group in groups)
        for groups in question.values()
    )
    return or_word.join(f"({inbox})" for inbox in inboxes)


def _cases(connection: Connection, found: Select[Any], limit: int) -> list[FoundCase]:
    """Read the cases of entries in their order; one that several inboxes found is told once."""
    entries = found.subquery()
    rows = (
        select(
            entries.c.score,
            entries.c.id,
            entries.c.case_id,
            entries.c.inbox_key,
            _entry.is_open,
            _entry.task_id,
            tasks.c.state,
            tasks.c.element_id,
            cases.c.number,
            cases.c.status,
            cases.c.visibility,
            cases.c.unit_id,
            cases.c.category_id,
            cases.c.sop_version_id,
            cases.c.sealed_key,
            cases.c.sealed_title,
            cases.c.submitted_at,
            cases.c.closed_at,
        )
        .select_from(entries)
        .join(search_entries, _entry.id == entries.c.id)
        .join(cases, cases.c.id == entries.c.case_id)
        .outerjoin(tasks, tasks.c.id == _entry.task_id)
        .order_by(entries.c.score.desc(), entries.c.id.desc())
    )
    told: dict[UUID, FoundCase] = {}
    for score, entry, *rest in connection.execute(rows):
        case = FoundCase(score, case_of(entry), *rest)
        told.setdefault(case.case_id, case)
    return list(told.values())[:limit]
