"""What an operator should know of an installation: is it set up, safe, and does its worker keep up?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy.exc import OperationalError

from app.chains import case_key, sentence
from app.errors import NotSetUp
from app.office import Office
from persistence import cases, inspection, outbox, timers, units, verification
from persistence.database import DatabaseBusy
from processes import engine
from processes.errors import EngineChanged

# The worker looks every second; what has been due for longer than this says that no worker runs.
PATIENCE = timedelta(minutes=1)
CASES_CHECKED = 20


@dataclass(frozen=True)
class Finding:
    """What one look found: `error` means that something does not work or is not safe."""

    severity: Literal["ok", "warning", "error"]
    text: str


def findings(office: Office) -> Iterator[Finding]:
    """Look at everything, until something is wrong on which what follows depends."""
    for look in _LOOKS:
        found = list(look(office))
        yield from found
        if look in _FOUNDATIONS and any(finding.severity == "error" for finding in found):
            return


def _settings(office: Office) -> Iterator[Finding]:
    settings = office.settings
    if settings.demo:
        yield Finding("warning", "TANGGAP_DEMO is on: the passwords of all accounts stand on the login page.")
    elif not settings.secure_cookies:
        yield Finding("warning", "TANGGAP_PUBLIC_URL is not https, so cookies and passwords travel in the clear.")
    if not settings.smtp_url:
        yield Finding("warning", f"TANGGAP_SMTP_URL is not set; mails are written into {settings.mail_folder}.")
    yield Finding("ok", f"The settings of {settings.office_name} are readable.")


def _engine(_office: Office) -> Iterator[Finding]:
    try:
        engine.self_test()
    except EngineChanged as error:
        yield Finding("error", f"The engine is not the one that was proven: {error}.")
    else:
        yield Finding("ok", f"The engine is {engine.ENGINE_VERSION}, as proven.")


def _database(office: Office) -> Iterator[Finding]:
    try:
        seen = inspection.inspect(office.database)
    except (OperationalError, DatabaseBusy):
        yield Finding("error", "The database cannot be reached; is TANGGAP_DATABASE_URL right, and the server running?")
        return
    if seen.migration != seen.newest_migration:
        told = seen.migration or "without tables"
        yield Finding("error", f"The database is {told}, not at {seen.newest_migration}; run `flask upgrade`.")
    if seen.journal_mode == "WAL" != seen.safe_journal_mode:
        yield Finding("error", f"{seen.server} can lose pages in WAL mode; restart every process of Tanggap.")
    mode = f", journal mode {seen.journal_mode}" if seen.journal_mode else ""
    yield Finding("ok", f"The database is {seen.server}{mode}, migration {seen.migration}.")


def _office(office: Office) -> Iterator[Finding]:
    try:
        version = office.catalogue.edited().version
    except NotSetUp:
        yield Finding("error", "The office has no SOP or no working calendar yet; run `flask upgrade`.")
    else:
        yield Finding("ok", f"The SOP in force is “{version.title}”, version {version.number}.")


def _calendar(office: Office) -> Iterator[Finding]:
    calendar = office.catalogue.edited().calendar
    years = calendar.unconfirmed_years(calendar.date_at(office.now()))
    if years:
        named = " and ".join(map(str, years))
        yield Finding("warning", f"Nobody has confirmed the holidays of {named}; deadlines count them as work.")
    else:
        yield Finding("ok", f"The working calendar, version {calendar.version}, is confirmed for the next 60 days.")


def _lanes(office: Office) -> Iterator[Finding]:
    sop = office.catalogue.diagram_in_force().sop
    with office.database.reading() as connection:
        seated = {seat.lane for seat in units.every_membership(connection)}
    empty = [lane.name for lane in sop.lanes if lane.kind != "reporter" and lane.id not in seated]
    if empty:
        yield Finding("warning", f"Nobody works in these lanes of the SOP: {', '.join(empty)}.")
    else:
        yield Finding("ok", "Every lane of the SOP has somebody who works in it.")


def _worker(office: Office) -> Iterator[Finding]:
    now = office.now()
    with office.database.reading() as connection:
        waiting = {"timer": timers.next_try_at(connection), "message": outbox.next_try_at(connection)}
        given_up = {"timers": len(timers.failed(connection)), "messages": len(outbox.failed(connection))}
    late = {kind: at for kind, at in waiting.items() if at and now - at > PATIENCE}
    for kind, at in late.items():
        yield Finding("error", f"A {kind} has been due since {at:%Y-%m-%d %H:%M} UTC; is `flask worker` running?")
    for kind, number in given_up.items():
        if number:
            yield Finding("error", f"{number} {kind} were given up; an administrator can retry them.")
    if not late and not any(given_up.values()):
        yield Finding("ok", "The worker keeps up: nothing is overdue and nothing was given up.")


def _chains(office: Office) -> Iterator[Finding]:
    with office.database.reading() as connection:
        known = cases.sealed_keys(connection)
        checked = random.sample(sorted(known), min(CASES_CHECKED, len(known)))
        problems = [verification.verify_chain(connection, None, office.keys.office)]
        problems += [
            verification.verify_chain(connection, case_id, case_key(office, known[case_id][1])) for case_id in checked
        ]
    for problem in filter(None, problems):
        yield Finding("error", sentence(problem, known[problem.case_id][0] if problem.case_id else None))
    if not any(problems):
        yield Finding("ok", f"The journal is whole in the office's own chain and in {len(checked)} cases at random.")


_FOUNDATIONS = (_database, _office)
_LOOKS: tuple[Callable[[Office], Iterator[Finding]], ...] = (
    *(_settings, _engine, *_FOUNDATIONS),
    *(_calendar, _lanes, _worker, _chains),
)
