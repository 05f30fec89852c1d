"""Choose the language of a page: Indonesian, unless this person asked for English."""

from __future__ import annotations

from flask import Flask, session
from flask_babel import Babel

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def language() -> str:
    """Return the language of this request."""
    chosen = session.get("language", "id")
    return chosen if chosen in LANGUAGES else "id"


def register(app: Flask) -> None:
    """Set up the translation catalogues; the office's zone is applied by app.times."""
    Babel(app, locale_selector=language, default_locale="id", default_timezone="UTC")
