"""Lines of tasks for the supervisor: how each stands, whose it is, and which reason was given last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from sqlalchemy import Connection

from app.case_file import title_of
from app.due import Due, done, due
from app.i18n import gettext
from app.office import Office
from app.times import day, local
from persistence import accounts, journal, supervision
from persistence.journal import JournalEntry
from persistence.sealing import unwrap
from persistence.supervision import Line
from processes.sop import Row

EXPLAINING = ("delay_explained", "task_handed_over", "task_snoozed")


@dataclass(frozen=True)
class Reason:
    """What somebody wrote about a task: `kind` is the journal's."""

    kind: str
    lead: str
    text: str


@dataclass(frozen=True)
class LateLine:
    """One task of a list; `owner` is empty while nobody has claimed it."""

    id: UUID
    url: str
    number: str
    title: str
    visibility: str
    row: Row
    unit: str
    due: Due
    owner: str
    owner_id: int | None
    reason: Reason | None
    is_open: bool


def task_lines(office: Office, connection: Connection, found: Sequence[Line], now: datetime) -> list[LateLine]:
    """Put tasks into words, each with the last reason that was given for it."""
    reasons = _reasons(office, connection, found)
    return [_line(office, one, reasons.get(one.id), now) for one in found]


def _line(office: Office, one: Line, reason: Reason | None, now: datetime) -> LateLine:
    edited = office.catalogue.edited()
    unit = supervision.unit_of(one.inbox_key)
    is_open = one.closed_at is None
    return LateLine(
        id=one.id,
        url=url_for("inbox.task", task_id=one.id),
        number=one.number,
        title=title_of(office, one.case_id, one.sealed_key, one.sealed_title),
        visibility=one.visibility,
        row=office.catalogue.diagram(one.sop_version_id).sop.row(one.element_id),
        unit=edited.unit_names.get(int(unit), "") if unit.isdigit() else "",
        due=due(one.opened_at, one.due_at, now, edited.calendar)
        if one.closed_at is None
        else done(one.due_at, one.closed_at, edited.calendar),
        owner=one.owner_name or "",
        owner_id=one.owner_id,
        reason=reason,
        is_open=is_open,
    )


def _reasons(office: Office, connection: Connection, found: Sequence[Line]) -> dict[UUID, Reason]:
    """Find the last reason of each task; one for being late counts more than one for moving it."""
    keys = {one.case_id: unwrap(office.keys.master, one.sealed_key) for one in found if one.sealed_key}
    entries = [entry for entry in supervision.entries_about(connection, keys, EXPLAINING) if entry.case_id in keys]
    names = accounts.names(connection, {entry.actor_id for entry in entries if entry.actor_id is not None})
    reasons: dict[UUID, Reason] = {}
    for entry in entries:
        payload = journal.open_payload(entry, keys[entry.case_id]) if entry.case_id else {}
        if payload.get("reason"):
            task_id = UUID(payload["task"])
            before = reasons.get(task_id)
            if before is None or before.kind != EXPLAINING[0] or entry.kind == EXPLAINING[0]:
                reasons[task_id] = _reason(entry, payload, names)
    return reasons


def _reason(entry: JournalEntry, payload: Mapping[str, str], names: Mapping[int, str]) -> Reason:
    who = names.get(entry.actor_id or 0, "")
    lead = {
        "delay_explained": gettext("Alasan terlambat menurut %(who)s", who=who),
        "task_handed_over": gettext("Dialihkan oleh %(who)s", who=who),
        "task_snoozed": gettext("Ditunda oleh %(who)s", who=who),
    }[entry.kind]
    if entry.kind == "task_snoozed" and payload.get("until"):
        until = day(local(datetime.fromisoformat(payload["until"])).date())
        lead = gettext("Ditunda oleh %(who)s sampai %(day)s", who=who, day=until)
    return Reason(entry.kind, lead, payload["reason"])
