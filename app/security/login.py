"""The person behind the current request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import g, session

from app.errors import LoginRequired
from app.office import current_office
from app.security.actor import Actor, actor_of
from app.security.authorize import require_role
from app.security.sessions import RowSession
from persistence.accounts import Account

View = TypeVar("View", bound=Callable[..., Any])
MOST_GRANTS = 20


def current_actor() -> Actor:
    """Return who makes this request; her seats are read once per request."""
    if "actor" not in g:
        g.actor = _actor(current_session())
    return cast(Actor, g.actor)


def current_session() -> RowSession:
    """Return this request's session row."""
    return cast(RowSession, session._get_current_object())  # type: ignore[attr-defined] # the proxy hides our class


def own_account() -> Account:
    """Return the account of this request. Raises LoginRequired."""
    account = current_session().account
    if account is None:
        raise LoginRequired
    return account


def grant_case(case_id: UUID) -> None:
    """Let this session follow a case whose number and code it has shown."""
    grants = [*(kept for kept in session.get("cases", []) if kept != str(case_id)), str(case_id)]
    session["cases"] = grants[-MOST_GRANTS:]
    g.pop("actor", None)


def show_identity(task_id: UUID) -> None:
    """Let this session see who the reporter of a task is; the reason has been written down before."""
    shown = [*(kept for kept in session.get("revealed", []) if kept != str(task_id)), str(task_id)]
    session["revealed"] = shown[-MOST_GRANTS:]
    g.pop("actor", None)


def ungrant_cases() -> None:
    """Forget which cases this session has shown the codes of."""
    session.pop("cases", None)
    g.pop("actor", None)


def requires(*roles: str) -> Callable[[View], View]:
    """Show a page to accounts of these roles only: others must log in, or find nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            require_role(current_actor(), *roles)
            return view(*args, **kwargs)

        return cast(View, checked)

    return decorate


def _actor(row_session: RowSession) -> Actor:
    grants = frozenset(UUID(text) for text in row_session.get("cases", []))
    account = row_session.account
    if account is None:
        return Actor(case_grants=grants)
    with current_office().database.reading() as connection:
        return actor_of(
            connection,
            account,
            current_office().today(),
            case_grants=grants,
            revealed_tasks=frozenset(UUID(text) for text in row_session.get("revealed", [])),
            session_id=row_session.row.id if row_session.row else None,
        )
