"""`flask demo`: an office to try everything in."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.serving import BaseWSGIServer, make_server

from app.config import Settings
from app.demo.build import fill, is_inhabited
from app.demo.cast import PASSWORD
from app.office import Office, current_office
from app.worker import run


@click.command()
@click.option("--cases", default=200, show_default=True, help="How many cases a new demo gets.")
@click.option("--port", default=5000, show_default=True, help="The port to serve on, on this machine only.")
@click.option("--serve/--no-serve", default=True, help="Whether to serve it, or only to fill the database.")
@with_appcontext
def demo(cases: int, port: int, serve: bool) -> None:
    """Fill an office with invented people and cases, and serve it with a worker beside it until Ctrl-C."""
    settings = current_office().settings
    if not settings.demo:
        raise click.ClickException("This fills a database with invented people; set TANGGAP_DEMO=1 to allow it.")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # threads cannot share the proxy
    # The port is taken first: whoever cannot have it need not wait for the cases.
    server = make_server("127.0.0.1", port, app, threaded=True) if serve else None
    if is_inhabited(settings):
        click.echo(f"{settings.database_url} holds an office already, which is left as it is.")
    else:
        click.echo(f"Three months of cases are being played into {settings.database_url} …")
        fill(settings, cases)
    if server:
        address = f"http://127.0.0.1:{server.server_port}"
        click.echo(f"Open {address} and log in with the password {PASSWORD}; Ctrl-C ends it.")
        app.extensions["tanggap"] = _addressed(current_office(), address)
        _serve(app, server)


def _addressed(office: Office, address: str) -> Office:
    """Let receipts and mails name the address of the demo, unless a setting names another."""
    if office.settings.public_url != Settings.public_url:
        return office
    return replace(office, settings=replace(office.settings, public_url=address))


def _serve(app: Flask, server: BaseWSGIServer) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    stop = threading.Event()
    worker = threading.Thread(target=run, args=(app, stop))
    worker.start()
    try:
        server.serve_forever()  # until Ctrl-C
    finally:
        stop.set()
        worker.join()
