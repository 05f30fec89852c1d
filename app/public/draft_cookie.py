"""The cookie that finds a complaint's draft again; without its token nobody can open the draft."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import cast

from flask import g, request
from werkzeug.wrappers import Response

from app.office import current_office
from app.public.blueprint import bp
from app.security import cookies

KEPT = timedelta(days=30)
COOKIE = "draf"


def draft_token() -> str:
    """Return the token of this browser's draft, a new one where it has none."""
    if "draft_token" not in g:
        g.draft_token = known_draft_token() or secrets.token_urlsafe(32)
    return cast(str, g.draft_token)


def known_draft_token() -> str | None:
    """Return the token of this browser's draft, if it has one."""
    return request.cookies.get(cookies.name(current_office().settings, COOKIE))


def use_draft(token: str) -> None:
    """Let the form of this browser go on with another draft."""
    g.draft_token = token


def forget_draft() -> None:
    """Let the next complaint of this browser begin empty."""
    g.draft_token = None


@bp.after_request
def keep_draft_token(response: Response) -> Response:
    """Put the end of the cookie off whenever the draft is used, and drop the cookie of one that is done."""
    if "draft_token" not in g:
        return response
    settings = current_office().settings
    if g.draft_token:
        cookies.keep(response, settings, COOKIE, g.draft_token, KEPT)
    else:
        cookies.drop(response, settings, COOKIE)
    return response
