"""The cookies of this site: for this host alone, out of reach of scripts, and over HTTPS only where there is HTTPS."""

from __future__ import annotations

from datetime import timedelta

from werkzeug.wrappers import Response

from app.config import Settings


def name(settings: Settings, word: str) -> str:
    """Name a cookie; the prefix binds it to this host and to HTTPS (RFC 6265bis, 4.1.3)."""
    return f"__Host-{word}" if settings.secure_cookies else word


def keep(response: Response, settings: Settings, word: str, value: str, age: timedelta | None = None) -> None:
    """Let the browser keep a cookie for so long, or until it is closed."""
    secure = settings.secure_cookies
    response.set_cookie(
        name(settings, word), value, max_age=age, secure=secure, httponly=True, samesite="Lax", path="/"
    )


def drop(response: Response, settings: Settings, word: str) -> None:
    """Let the browser forget a cookie."""
    secure = settings.secure_cookies
    response.delete_cookie(name(settings, word), secure=secure, httponly=True, samesite="Lax", path="/")
