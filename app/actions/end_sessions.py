"""Log an account out everywhere."""

from __future__ import annotations

from app.actions import office_journal
from app.actions.change_account import require_account
from app.office import Office
from app.security.actor import Actor
from persistence import notifications, sessions


def end_sessions(office: Office, actor: Actor, account_id: int) -> int:
    """Log an account out everywhere, but for the administrator's own session. Returns how many ended.

    Raises Missing.
    """
    now = office.now()
    with office.database.transaction() as connection:
        require_account(connection, account_id)
        ended = sessions.end_all(connection, account_id, now, keep=own_session(actor, account_id))
        # A lost phone shows no more news either.
        notifications.unsubscribe_all(connection, account_id)
        if ended:
            office_journal.record(connection, office, "sessions_ended", actor, now, account=account_id, ended=ended)
    return ended


def own_session(actor: Actor, account_id: int) -> int | None:
    """Return the session that goes on: an administrator does not log herself out."""
    return actor.session_id if account_id == actor.account_id else None
