"""Sessions are rows, so that logging out, a new password or an administrator ends them at once (ASVS 5.0, 7.4)."""

from __future__ import annotations

import copy
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin

from app.office import Office
from app.security import cookies
from persistence import sessions
from persistence.accounts import Account
from persistence.canonical import sha256_hex
from persistence.sessions import AccountSession

TOUCH_EVERY = timedelta(minutes=1)
COOKIE = "sesi"
# What a page asks by itself now and then says so: nobody need sit in front of it, so it keeps no session alive.
BY_ITSELF = "X-Tanggap-Otomatis"


class RowSession(dict[str, Any], SessionMixin):
    """A session whose data lives in a row; the cookie holds a random token and the row only its hash."""

    def __init__(self, row: AccountSession | None = None, account: Account | None = None) -> None:
        super().__init__(row.data if row else {})
        self.row = row
        self.account = account
        self.account_id = account.id if account else None
        self.new = row is None
        self.token: str | None = None
        # Flask changes the list of its messages in place, so a shallow copy would change with it.
        self._before = copy.deepcopy(dict(self))
        self.accessed = True

    @property
    def is_changed(self) -> bool:
        """Tell whether the row has to be written."""
        return self.token is not None or dict(self) != self._before

    def renew(self, account_id: int | None) -> None:
        """Go on under a new token, as another account or none, so that an old token opens nothing."""
        self.account_id = account_id
        self.token = secrets.token_urlsafe(32)


class RowSessions(SessionInterface):
    """Load and save sessions in the database of the office."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def open_session(self, app: Flask, request: Request) -> RowSession:
        """Find the session of the cookie, if it has neither ended nor been idle for too long."""
        token = request.cookies.get(cookies.name(self.office.settings, COOKIE))
        if not token:
            return RowSession()
        with self.office.database.reading() as connection:
            found = sessions.read(connection, digest(token), self.office.now())
        return RowSession(*found) if found else RowSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session where something changed, and note now and then that it is in use."""
        assert isinstance(session, RowSession)  # noqa: S101 (open_session makes no other kind)
        now = self.office.now()
        if session.is_changed:
            self._write(session, response, now)
        elif session.row and now - session.row.seen_at >= TOUCH_EVERY and BY_ITSELF not in request.headers:
            with self.office.database.transaction() as connection:
                sessions.touch(connection, session.row.id, now, self._end(session.row.created_at, now))

    def _end(self, created_at: datetime, now: datetime) -> datetime:
        """Put the end off for as long as a session is used, within its longest life (ASVS 5.0, 7.3)."""
        idle = now + timedelta(minutes=self.office.settings.session_idle_minutes)
        return min(idle, created_at + timedelta(hours=self.office.settings.session_hours))

    def _write(self, session: RowSession, response: Response, now: datetime) -> None:
        with self.office.database.transaction() as connection:
            if session.row and session.token is None:
                sessions.save_data(connection, session.row.id, dict(session))
                return
            if session.row:
                sessions.end(connection, session.row.id, now)
            session.token = session.token or secrets.token_urlsafe(32)
            sessions.start(
                connection, digest(session.token), session.account_id, now, self._end(now, now), dict(session)
            )
        cookies.keep(response, self.office.settings, COOKIE, session.token)


def digest(token: str) -> str:
    """Return what is stored of a cookie's token, so that a stolen database opens nothing."""
    return sha256_hex(token.encode())
