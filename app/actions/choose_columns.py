"""Remember how somebody looks at the inbox: which columns, in which order."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor
from persistence import inbox_choices


def choose_columns(office: Office, actor: Actor, names: Sequence[str]) -> None:
    """Remember the columns of this account. It changes nobody else's page, so no journal keeps it."""
    if actor.account_id is None:
        raise NotAllowed
    with office.database.transaction() as connection:
        inbox_choices.choose_columns(connection, actor.account_id, names)
