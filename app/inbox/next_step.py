"""Say what happens after a task is done."""

from __future__ import annotations

from app.actions.complete_task import Completed, Waiting
from app.i18n import gettext
from app.times import moment


def what_happens_next(completed: Completed) -> str:
    """Say whose turn it is now, and until when."""
    said = gettext("%(number)s: “%(task)s” selesai.", number=completed.number, task=completed.row.name)
    return " ".join([said, *map(_waiting, completed.waiting), *([gettext("Kasus ditutup.")] * completed.is_finished)])


def _waiting(waiting: Waiting) -> str:
    row, due_at = waiting.row, waiting.due_at
    if row.lane.kind == "reporter":
        return gettext("Jawaban kini dapat dibaca pelapor.")
    if due_at is None:
        return gettext("Berikutnya: “%(task)s” oleh %(lane)s.", task=row.name, lane=row.lane.name)
    return gettext(
        "Berikutnya: “%(task)s” oleh %(lane)s, paling lambat %(due)s.",
        task=row.name,
        lane=row.lane.name,
        due=moment(due_at),
    )
