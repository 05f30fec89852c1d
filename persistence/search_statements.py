"""The statements of the search, each built once: putting one together costs more than running it.

An index is asked by a text: a MATCH of FTS5 on SQLite, a tsquery over GIN on PostgreSQL.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from persistence.tables import cases, search_entries, search_frequencies, tasks

_entry = search_entries.c
_words = table("search_words", column("rowid"), column("search_words"))

FREQUENCIES = select(search_frequencies).where(search_frequencies.c.token.in_(bindparam("tokens", expanding=True)))


@cache
def newest_cases(dialect: str) -> Select[Any]:
    """Read the newest cases that answer a question."""
    return _cases(_newest(dialect).add_columns(literal(0.0).label("score")))


@cache
def open_tasks(dialect: str) -> Select[Any]:
    """Read the open tasks, in the inbox that found them, of the oldest cases that answer a question."""
    return _entries(dialect, "", [_entry.open_tasks], is_newest_first=False)


@cache
def alike(dialect: str, number: int) -> Select[Any]:
    """Read the cases of so many tokens in the order of the sums of their weights."""
    brought = (
        _newest(dialect, str(place)).add_columns(bindparam(f"weight{place}", type_=Float()).label("weight")).subquery()
        for place in range(number)
    )
    every = union_all(*map(select, brought)).subquery()
    score = func.sum(every.c.weight)
    found = (
        select(every.c.id, every.c.case_id, every.c.inbox_key, score.label("score"))
        .group_by(every.c.id, every.c.case_id, every.c.inbox_key)
        .order_by(score.desc(), every.c.id.desc())
        .limit(bindparam("most_alike", type_=Integer()))
    )
    return _cases(found)


def _newest(dialect: str, place: str = "") -> Select[Any]:
    """Choose the newest entries that answer a question: id, case and inbox."""
    return _entries(dialect, place, [_entry.id, _entry.case_id, _entry.inbox_key], is_newest_first=True)


def _entries(dialect: str, place: str, columns: Sequence[Column[Any]], *, is_newest_first: bool) -> Select[Any]:
    """Choose so many entries that answer a question.

    The inbox is asked for too, since two tokens of two inboxes may be the same by chance.
    """
    of_inbox = _entry.inbox_key.in_(bindparam(f"keys{place}", expanding=True))
    found = select(*columns).where(of_inbox)
    asked = bindparam(f"asked{place}", type_=Text())
    order: ColumnElement[int] = _entry.id
    if dialect == "sqlite":
        order = _words.c.rowid
        found = found.join(_words, _words.c.rowid == _entry.id)
        found = found.where(_words.c.search_words.op("MATCH")(asked))
    else:
        found = found.where(_entry.tokens.op("@@")(cast(asked, TSQUERY)))
    found = found.where(order < bindparam(f"before{place}", type_=BigInteger()))
    return found.order_by(order.desc() if is_newest_first else order).limit(bindparam(f"most{place}", type_=Integer()))


def _cases(found: Select[Any]) -> Select[Any]:
    """Read the cases of entries in their order."""
    entries = found.subquery()
    return (
        select(
            entries.c.score,
            entries.c.id,
            entries.c.case_id,
            entries.c.inbox_key,
            (func.length(_entry.open_tasks) > 0).label("is_open"),
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
