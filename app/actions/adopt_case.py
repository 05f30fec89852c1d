"""Take a case that was reported without an account into one's own."""

from __future__ import annotations

from uuid import UUID

from app.actions import case_step
from app.actions.attempts import until_first
from app.case_file import open_case
from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor


class AnonymousCase(Exception):
    """An anonymous case stays without an account, as was promised when it was sent."""


class OfAnotherAccount(Exception):
    """The case stands in somebody else's account."""


def adopt_case(office: Office, actor: Actor, case_id: UUID, command_id: UUID) -> None:
    """Make a case, whose code this person has shown, one of her account's; one that is hers already stays so.

    Raises Missing, NotAllowed, AnonymousCase, OfAnotherAccount or Erased.
    """
    until_first(lambda: _attempt(office, actor, case_id, command_id))


def _attempt(office: Office, actor: Actor, case_id: UUID, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, command_id)
    if actor.role != "citizen" or actor.account_id is None:
        raise NotAllowed
    if found.case.visibility == "anonim":
        raise AnonymousCase
    if found.case.reporter_id == actor.account_id or found.answered_seq is not None:
        return True
    if found.case.reporter_id is not None:
        raise OfAnotherAccount
    case = open_case(office, found.case)
    entry = case_step.reporters_entry("case_adopted", actor, found.case, now, command_id)
    with office.database.transaction() as connection:
        if not case_step.write(connection, found, case.key, entry, reporter_id=actor.account_id):
            return None
    return True
