"""Bring complaints in from a file of SP4N-LAPOR!: judged line by line, each recorded once, each for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

import forms.answers
from app import front_desk
from app.actions import office_journal
from app.actions.complete_task import Raw
from app.actions.new_case import external_number
from app.actions.record_complaint import record_complaint
from app.complaint_draft import complaint_form
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_inbox
from app.sp4n.answers import SP4N, channel_of, raw_of
from app.sp4n.columns import CATEGORY, CATEGORY_ID, FIELDS, TICKET
from app.sp4n.reading import Line, Table, read_table
from forms.errors import FieldError, FieldErrors
from forms.schema import Form
from persistence import cases
from persistence.canonical import sha256_hex

# A web server waits half a minute for an answer; what does not fit is done by the next request.
LONGEST = timedelta(seconds=15)
READY, DONE, KNOWN, REFUSED, WAITING = "ready", "done", "known", "refused", "waiting"
_CHUNK = 400
# By channel and number: the case that is here already, or the line of this file.
Known = Mapping[tuple[str, str], str | int]


@dataclass(frozen=True)
class LineReport:
    """What becomes of a line: its outcome, the case's number, and pairs of a column and what is wrong in it."""

    line: int
    ticket: str
    outcome: str
    number: str = ""
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Report:
    """What becomes of a file."""

    lines: tuple[LineReport, ...]
    ignored: tuple[str, ...]

    def count(self, outcome: str) -> int:
        """Count the lines of an outcome."""
        return sum(1 for line in self.lines if line.outcome == outcome)


@dataclass(frozen=True)
class _Judged:
    report: LineReport
    raw: Raw


def check_sp4n(office: Office, actor: Actor, content: bytes) -> Report:
    """Tell what importing a file would do, and do nothing. Raises UploadRefused or Missing."""
    require_inbox(actor, front_desk.inbox_in_force(office))
    table = read_table(content)
    return Report(tuple(judged.report for judged in _judge(office, table)), table.ignored)


def import_sp4n(office: Office, actor: Actor, content: bytes) -> Report:
    """Record the lines of a file that are not here yet, each in a transaction of its own, as long as time allows.

    Doing it again goes on where it stopped: a line that is here is known by its ticket. Raises as check_sp4n.
    """
    require_inbox(actor, front_desk.inbox_in_force(office))
    table = read_table(content)
    report = Report(tuple(_lines(office, actor, table)), table.ignored)
    with office.database.transaction() as connection:
        office_journal.record(
            connection,
            office,
            "complaints_imported",
            actor,
            office.now(),
            sha256=sha256_hex(content),
            **{outcome: report.count(outcome) for outcome in (DONE, KNOWN, REFUSED, WAITING)},
        )
    return report


def _lines(office: Office, actor: Actor, table: Table) -> Iterator[LineReport]:
    until, judged_lines = office.now() + LONGEST, _judge(office, table)
    for line in table.lines:
        if office.now() >= until:
            yield LineReport(line.number, _ticket(line), WAITING)
            continue
        judged = next(judged_lines)
        yield _recorded(office, actor, judged) if judged.report.outcome == READY else judged.report


def _recorded(office: Office, actor: Actor, judged: _Judged) -> LineReport:
    report = judged.report
    try:
        recorded = record_complaint(office, actor, f"{SP4N}/{report.ticket}", judged.raw, "impor")
    except FieldErrors as refused:
        return replace(report, outcome=REFUSED, problems=_problems(refused.errors, {}))
    return replace(report, outcome=DONE, number=recorded.number)


def _judge(office: Office, table: Table) -> Iterator[_Judged]:
    form, lines, seen = complaint_form(office, by_staff=True).form, iter(table.lines), dict[tuple[str, str], int]()
    while chunk := list(islice(lines, _CHUNK)):
        known = _known(office, form, chunk)
        for line in chunk:
            judged = _judged(office, form, line, {**known, **seen})
            seen.setdefault(_key(form, line), line.number)
            yield judged


def _known(office: Office, form: Form, lines: Sequence[Line]) -> Known:
    """Find the cases that are here already, under the numbers of these lines or, for our own exports, their own."""
    keys = {_key(form, line) for line in lines}
    tickets = {ticket for _, ticket in keys}
    with office.database.reading() as connection:
        outside = cases.numbers_by_external(connection, {channel for channel, _ in keys}, tickets)
        own = cases.numbers_among(connection, tickets)
    return {**{(channel, ticket): ticket for channel, ticket in keys if ticket in own}, **outside}


def _judged(office: Office, form: Form, line: Line, known: Known) -> _Judged:
    key = _key(form, line)
    report = LineReport(line.number, key[1], REFUSED)
    if line.cells is None:
        wrong = gettext("Jumlah kolom baris ini tidak sama dengan baris pertama.")
        return _Judged(replace(report, problems=(("", wrong),)), {})
    if not report.ticket:
        return _Judged(replace(report, problems=((TICKET, gettext("Nomor tiket kosong.")),)), {})
    before = known.get(key)
    if isinstance(before, int):
        wrong = gettext("Nomor tiket ini sudah ada pada baris %(line)d.", line=before)
        return _Judged(replace(report, problems=((TICKET, wrong),)), {})
    if before:
        return _Judged(replace(report, outcome=KNOWN, number=before), {})
    return _checked(office, form, line.cells, report)


def _checked(office: Office, form: Form, cells: Mapping[str, str], report: LineReport) -> _Judged:
    edited = office.catalogue.edited()
    raw = raw_of(cells, form, edited)
    choices = {**edited.choices, "attachments": ()}
    try:
        forms.answers.check(form, raw, choices, today=edited.calendar.date_at(office.now()))
    except FieldErrors as refused:
        return _Judged(replace(report, problems=_problems(refused.errors, cells)), {})
    return _Judged(replace(report, outcome=READY), raw)


def _problems(errors: Sequence[FieldError], cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Say what is wrong column by column; an unknown category is named as the file names it."""
    said = {FIELDS.get(error.field, error.field): error.text(gettext) for error in reversed(errors)}
    given = cells.get(CATEGORY_ID) or cells.get(CATEGORY)
    if CATEGORY in said and given:
        said[CATEGORY] = gettext("Kategori “%(given)s” tidak dikenal di sini.", given=given)
    return tuple(reversed(said.items()))


def _ticket(line: Line) -> str:
    return external_number({"external_number": (line.cells or {}).get(TICKET, "")}) or ""


def _key(form: Form, line: Line) -> tuple[str, str]:
    """Return what makes a line one complaint: its channel and its number there."""
    return channel_of(line.cells or {}, form), _ticket(line)
