"""`flask worker`: the loops beside the web server."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from app.worker import run


@click.command()
@with_appcontext
def worker() -> None:
    """Fire due timers and send messages until stopped; start as many as you like on PostgreSQL."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run(current_app._get_current_object(), stop)  # type: ignore[attr-defined] # threads cannot share the proxy
