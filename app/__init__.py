"""What people see: pages, actions and commands; the only package that knows the other three."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    addresses,
    admin,
    assets,
    cli,
    clock,
    desk,
    errors,
    i18n,
    inbox,
    layout,
    logs,
    palette,
    public,
    supervision,
)
from app.catalogue import Catalogue
from app.config import Settings, read_settings
from app.office import Keys, Office
from app.security import headers
from app.security.sessions import RowSessions
from persistence import database
from processes import engine


def create_app(settings: Settings | None = None, now: Callable[[], datetime] = clock.now) -> Flask:
    """Build the application from the settings, or from the environment."""
    settings = settings or read_settings(os.environ)
    _prove_engine()
    logs.configure(readable=settings.demo)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=(settings.upload_max_mb * 5 + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=400,
        # A name in the Host header that is not ours could be written into the links of a mail.
        TRUSTED_HOSTS=[urlsplit(settings.public_url).hostname or "", "127.0.0.1", "localhost"],
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
    )
    office = build_office(settings, now)
    app.extensions["tanggap"] = office
    app.session_interface = RowSessions(office)
    if settings.trusted_proxies:
        trusted = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign] # as Flask's documentation shows
    CSRFProtect(app)
    for part in (addresses, i18n, errors, assets, layout, cli, public, inbox, desk, supervision, admin, palette):
        part.register(app)
    headers.register(app, https=settings.secure_cookies)
    return app


def build_office(settings: Settings, now: Callable[[], datetime]) -> Office:
    """Connect the settings, the database and the clock."""
    connected = database.connect(settings.database_url)
    return Office(settings, connected, now, Keys.from_secret(settings.secret_key), Catalogue(connected, now))


@cache
def _prove_engine() -> None:
    """Refuse to start, with EngineChanged, when the stored states would move otherwise than they did before."""
    engine.self_test()
