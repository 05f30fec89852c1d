"""End one of one's own sessions, such as that of a lost phone."""

from __future__ import annotations

from app.actions import office_journal
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import sessions


def end_session(office: Office, actor: Actor, session_id: int) -> None:
    """End a session of this account at once. Raises Missing for anybody else's."""
    now = office.now()
    with office.database.transaction() as connection:
        live = sessions.live_of(connection, actor.account_id or 0, now)
        if session_id not in {session.id for session in live}:
            raise Missing
        sessions.end(connection, session_id, now)
        office_journal.record(connection, office, "session_ended", actor, now)
