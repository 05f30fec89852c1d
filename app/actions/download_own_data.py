"""Let a person take along everything that is kept of her, after she has shown her secret once more."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import structlog

from app.actions import case_step, office_journal
from app.actions.attempts import until_first
from app.actions.find_case import find_case
from app.actions.guessing import Guess, WrongCredentials, forgive, slow_down
from app.case_file import open_case
from app.errors import NotAllowed, TooManyAttempts
from app.office import Office
from app.security import passwords
from app.security.actor import Actor
from persistence import accounts, sealing, throttles
from persistence.throttles import Slowdown

log = structlog.get_logger()
# A copy of everything costs the office time, and whoever wants it does not want it every minute.
DOWNLOADS = Slowdown(free=5, first=timedelta(minutes=10), longest=timedelta(hours=12))


def download_case(office: Office, actor: Actor, case_id: UUID, code: str, address: str) -> None:
    """Write down that the data of a case is taken along by whoever shows its code once more.

    Raises Missing, Erased, WrongCredentials or TooManyAttempts.
    """
    with office.database.reading() as connection:
        case = case_step.reporters_case(connection, actor, case_id, uuid4()).case
    if find_case(office, case.number, code, address).id != case_id:
        raise WrongCredentials
    _limit(office, f"case/{case_id}")
    until_first(lambda: _note(office, actor, case_id))


def download_account(office: Office, actor: Actor, password: str, address: str) -> None:
    """Write down that an account takes its data along. Raises NotAllowed, WrongCredentials or TooManyAttempts."""
    with office.database.reading() as connection:
        account = accounts.read(connection, actor.account_id or 0)
    if account is None:
        raise NotAllowed
    guess = Guess("login", account.login, address)
    slow_down(office, guess, office.now())
    if not passwords.matches(account.password_hash, password):
        raise WrongCredentials
    forgive(office, guess)
    _limit(office, f"account/{account.id}")
    with office.database.transaction() as connection:
        office_journal.record(connection, office, "own_data_downloaded", actor, office.now(), account=account.id)


def _limit(office: Office, name: str) -> None:
    key = sealing.blind_index(office.keys.index, f"download/{name}")
    with office.database.transaction() as connection:
        until = throttles.attempt(connection, key, office.now(), DOWNLOADS)
    if until:
        log.warning("downloads_slowed")
        raise TooManyAttempts(until)


def _note(office: Office, actor: Actor, case_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, uuid4())
    case = open_case(office, found.case)
    entry = case_step.reporters_entry("case_data_downloaded", actor, found.case, now)
    with office.database.transaction() as connection:
        return case_step.write(connection, found, case.key, entry) or None
