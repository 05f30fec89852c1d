"""The commands: everything that is not a page is `flask …`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click
from flask import Flask

import forms.schema
from app.actions.set_up_office import set_up_office
from app.office import current_office
from app.worker import run
from persistence import database
from processes import lint


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(upgrade)
    app.cli.add_command(worker)
    app.cli.add_command(sop)


@click.command()
def upgrade() -> None:
    """Bring the database to this version; a new one also gets the SOP and the working calendar."""
    office = current_office()
    database.upgrade(office.settings.database_url)
    set_up_office(office)
    click.echo("Up to date.")


@click.command()
def worker() -> None:
    """Fire due timers and send messages until stopped."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run(current_office(), stop)


@click.group()
def sop() -> None:
    """Judge SOP diagrams."""


@sop.command("lint")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def lint_file(file: Path) -> None:
    """Say what keeps a diagram from being published."""
    problems = lint.find_problems(file.read_bytes(), forms.schema.names())
    for problem in problems:
        click.echo(f"{file}:{problem.line or '-'}: {problem.severity}: {problem}")
    raise SystemExit(any(problem.severity == "error" for problem in problems))
