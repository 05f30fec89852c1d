"""The statements of the search, each built once: putting one together costs more than running it.

An index is asked by a text: a MATCH of FTS5 on SQLite, a tsquery over GIN on PostgreSQL.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Float,
    Integer,
    Select,
    TableValuedAlias,
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
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

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
    if dialect == "postgresql":
        return select(_called("oldest").c.open_tasks)
    rowid = _words.c.rowid
    found = _matching().with_only_columns(_entry.open_tasks).where(rowid > bindparam("bound", type_=BigInteger()))
    return found.order_by(rowid).limit(bindparam("most", type_=Integer()))


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
    """Choose so many of the newest entries that answer a question: id, case and inbox."""
    if dialect == "postgresql":
        told = _called("newest", place)
        return select(told.c.id, told.c.case_id, told.c.inbox_key)
    rowid = _words.c.rowid
    found = _matching(place).where(rowid < bindparam(f"bound{place}", type_=BigInteger()))
    return found.order_by(rowid.desc()).limit(bindparam(f"most{place}", type_=Integer()))


def _matching(place: str = "") -> Select[Any]:
    """Match a question on SQLite.

    The inbox is asked for too, since two tokens of two inboxes may be the same by chance.
    """
    return (
        select(_entry.id, _entry.case_id, _entry.inbox_key)
        .join(_words, _words.c.rowid == _entry.id)
        .where(_words.c.search_words.op("MATCH")(bindparam(f"asked{place}", type_=Text())))
        .where(_entry.inbox_key.in_(bindparam(f"keys{place}", expanding=True)))
    )


def _called(order: str, place: str = "") -> TableValuedAlias:
    """Call the function that matches a question on PostgreSQL; its migration says why it is one."""
    function = func.search_newest if order == "newest" else func.search_oldest
    call = function(
        cast(bindparam(f"asked{place}", type_=Text()), TSQUERY),
        cast(bindparam(f"keys{place}", type_=ARRAY(Text)), ARRAY(Text)),
        cast(bindparam(f"bound{place}", type_=BigInteger()), BigInteger),
        cast(bindparam(f"most{place}", type_=Integer()), Integer),
        cast(bindparam(f"looked{place}", type_=Integer()), Integer),
    )
    typed = (column(name, _entry[name].type) for name in ("id", "case_id", "inbox_key", "open_tasks"))
    told: TableValuedAlias = call.table_valued(*typed, name=f"told{place}")
    return told


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
