"""What must be true after the day: nothing lost, nothing doubled, no page broken, every chain whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.bench.day.browser import Visit
from app.bench.day.staff import Done
from persistence import verification
from persistence.tables import cases, journal, tasks

REFUSED = 409  # Somebody else was first, and the page says who: no fault of the office.


@dataclass(frozen=True)
class Before:
    """What was there before the doors opened."""

    cases: int
    completed: int


@dataclass(frozen=True)
class Verdict:
    """One thing that must hold, and how it turned out."""

    what: str
    found: str
    holds: bool


def count(connection: Connection) -> Before:
    """Count cases and completed tasks."""
    entries = select(func.count()).select_from(journal).where(journal.c.kind == "task_completed")
    return Before(
        connection.scalar(select(func.count()).select_from(cases)) or 0,
        connection.scalar(entries) or 0,
    )


def judge(
    connection: Connection,
    before: Before,
    since: datetime,
    told_of: tuple[Sequence[Done], int],
    visits: Sequence[Visit],
    failures: Sequence[str],
) -> Iterator[Verdict]:
    """Compare what people were told, the tasks done and the number of complaints sent, with what the database holds."""
    done, sent = told_of
    after = count(connection)
    broken = Counter(visit.status for visit in visits if not _is_answered(visit.status))
    yield Verdict("requests that failed", ", ".join(f"{n} × {code}" for code, n in broken.items()) or "0", not broken)
    yield Verdict("errors in the logs", failures[0][:300] if failures else "0", not failures)
    yield Verdict(
        "complaints sent and stored", f"{sent} and {after.cases - before.cases}", sent == after.cases - before.cases
    )
    told = {each.task_id for each in done if each.is_done}
    written = _completed_since(connection, since)
    # A citizen's own first row is completed with her complaint.
    stored = sum(written.values()) - sent
    yield Verdict("completions told and stored", f"{len(told)} and {stored}", len(told) == stored)
    lost = [task for task in told if not written.get(str(task))]
    yield Verdict("completed tasks that got lost", str(len(lost)), not lost)
    doubled = [task for task, number in written.items() if number > 1]
    yield Verdict("tasks completed twice", str(len(doubled)), not doubled)
    astray = _without_one_open_task(connection)
    yield Verdict("running cases without exactly one open task", str(astray), not astray)
    problems = verification.verify(connection)
    yield Verdict("broken chains in the journal", str(len(problems)), not problems)


def _is_answered(status: int) -> bool:
    return 200 <= status < 400 or status == REFUSED


def _completed_since(connection: Connection, since: datetime) -> Counter[str]:
    """Count the completions of each task since an instant."""
    entries = (
        select(tasks.c.id, func.count())
        .join(
            journal,
            (journal.c.case_id == tasks.c.case_id)
            & (journal.c.element == tasks.c.element_id)
            & (journal.c.kind == "task_completed")
            & (journal.c.recorded_at >= since),
        )
        .where(tasks.c.state == "completed", tasks.c.closed_at >= since)
        .group_by(tasks.c.id)
    )
    return Counter({str(task_id): number for task_id, number in connection.execute(entries)})


def _without_one_open_task(connection: Connection) -> int:
    is_open = (tasks.c.case_id == cases.c.id) & (tasks.c.state == "open")
    open_tasks = select(func.count()).select_from(tasks).where(is_open).correlate(cases).scalar_subquery()
    wanted = select(func.count()).select_from(cases).where(cases.c.status == "running", open_tasks != 1)
    return connection.scalar(wanted) or 0
