"""Note that somebody has looked at the notes in which she is named; no event, so the journal does not mention it."""

from __future__ import annotations

from uuid import UUID

from app.office import Office
from app.security.actor import Actor
from persistence import mentions


def see_mentions(office: Office, actor: Actor, case_id: UUID) -> None:
    """Take the notes of a case off the list of what a person has still to look at."""
    if actor.account_id is not None:
        with office.database.transaction() as connection:
            mentions.see(connection, actor.account_id, case_id, office.now())
