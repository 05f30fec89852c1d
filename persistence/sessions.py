"""Log-ins: rows that end at once when a person logs out, changes the password or is shut out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from persistence.accounts import Account
from persistence.inserting import insert_row
from persistence.tables import account_sessions, accounts


@dataclass(frozen=True)
class AccountSession:
    """Hold a row of `account_sessions`; without an account it belongs to a visitor."""

    id: int
    token_sha256: str
    account_id: int | None
    data: dict[str, Any]
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None


def start(
    connection: Connection,
    token_sha256: str,
    account_id: int | None,
    now: datetime,
    expires_at: datetime,
    data: dict[str, Any] | None = None,
) -> int:
    """Begin a session and give its id; only the hash of its token is stored."""
    return insert_row(
        connection,
        account_sessions,
        token_sha256=token_sha256,
        account_id=account_id,
        data=data or {},
        created_at=now,
        seen_at=now,
        expires_at=expires_at,
    )


def read(connection: Connection, token_sha256: str, now: datetime) -> tuple[AccountSession, Account | None] | None:
    """Find a session that has not ended or expired, with its account, in one select.

    An account that was shut out has no sessions, even ones that nobody ended.
    """
    row = connection.execute(
        select(*account_sessions.c, *accounts.c)
        .outerjoin_from(account_sessions, accounts)
        .where(
            account_sessions.c.token_sha256 == token_sha256,
            account_sessions.c.ended_at.is_(None),
            account_sessions.c.expires_at > now,
        )
    ).one_or_none()
    if row is None:
        return None
    split = len(account_sessions.c)
    session = AccountSession(*row[:split])
    account = None if session.account_id is None else Account(*row[split:])
    return None if account and not account.is_active else (session, account)


def touch(connection: Connection, session_id: int, now: datetime, expires_at: datetime) -> None:
    """Note that a session was used, and put its end off."""
    _change(connection, session_id, seen_at=now, expires_at=expires_at)


def save_data(connection: Connection, session_id: int, data: dict[str, Any]) -> None:
    """Keep what a session remembers."""
    _change(connection, session_id, data=data)


def end(connection: Connection, session_id: int, now: datetime) -> None:
    """End one session."""
    _change(connection, session_id, ended_at=now)


def end_all(connection: Connection, account_id: int, now: datetime, *, keep: int | None = None) -> int:
    """End the sessions of an account, except the one to keep. Returns how many."""
    live = (account_sessions.c.account_id == account_id) & account_sessions.c.ended_at.is_(None)
    if keep is not None:
        live &= account_sessions.c.id != keep
    return connection.execute(update(account_sessions).where(live).values(ended_at=now)).rowcount


def live_of(connection: Connection, account_id: int, now: datetime) -> list[AccountSession]:
    """List the sessions in which an account is logged in, last used first."""
    rows = connection.execute(
        select(account_sessions)
        .where(
            account_sessions.c.account_id == account_id,
            account_sessions.c.ended_at.is_(None),
            account_sessions.c.expires_at > now,
        )
        .order_by(account_sessions.c.seen_at.desc())
    )
    return [AccountSession(*row) for row in rows]


def forget_expired(connection: Connection, before: datetime) -> int:
    """Delete the sessions that expired before this instant. Returns how many."""
    old = delete(account_sessions).where(account_sessions.c.expires_at < before)
    return connection.execute(old).rowcount


def _change(connection: Connection, session_id: int, **values: Any) -> None:
    connection.execute(update(account_sessions).where(account_sessions.c.id == session_id).values(**values))
