"""`flask doctor`: look an installation over."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.health import findings
from app.office import current_office

COLOURS = {"ok": "green", "warning": "yellow", "error": "red"}


@click.command()
@with_appcontext
def doctor() -> None:
    """Look over settings, database, engine, calendar, worker and journal; the exit code is 1 after an error."""
    found = list(findings(current_office()))
    for finding in found:
        click.echo(f"{click.style(finding.severity.ljust(7), COLOURS[finding.severity])}  {finding.text}")
    raise SystemExit(any(finding.severity == "error" for finding in found))
