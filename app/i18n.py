"""Choose the language of a page (Indonesian, unless this person asked for English) and translate."""

from __future__ import annotations

from datetime import date
from typing import cast

import flask_babel
from flask import Flask, has_request_context, session

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def language() -> str:
    """Return the language chosen here, else the account's; commands and the worker speak Indonesian."""
    if not has_request_context():
        return "id"
    account = getattr(session, "account", None)
    chosen = session.get("language") or (account.language if account else "id")
    return chosen if chosen in LANGUAGES else "id"


def gettext(text: str, **values: object) -> str:
    """Translate a text now."""
    return cast(str, flask_babel.gettext(text, **values))


def ngettext(singular: str, plural: str, num: int) -> str:
    """Translate a text that counts something."""
    return cast(str, flask_babel.ngettext(singular, plural, num))


def lazy_gettext(text: str) -> str:
    """Mark a text to be translated when it is shown."""
    return cast(str, flask_babel.lazy_gettext(text))


def format_date(value: date, pattern: str) -> str:
    """Write a date in this request's language."""
    return cast(str, flask_babel.format_date(value, pattern))


def format_decimal(value: float) -> str:
    """Write a number in this request's language: 1,2 in Indonesian."""
    return cast(str, flask_babel.format_decimal(value))


def register(app: Flask) -> None:
    """Set up the translation catalogues; the office's zone is applied by app.times."""
    flask_babel.Babel(app, locale_selector=language, default_locale="id", default_timezone="UTC")
