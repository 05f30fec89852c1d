"""`flask sop`: judge diagrams outside the browser, and put one in force."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import with_appcontext

import forms.schema
from app.actions.publish_sop import publish_sop
from app.office import current_office
from app.security.actor import SYSTEM
from processes import lint
from processes.errors import InvalidDiagram
from processes.messages import Problem

DIAGRAM = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def sop() -> None:
    """Judge SOP diagrams, and publish one."""


@sop.command("lint")
@DIAGRAM
def lint_file(file: Path) -> None:
    """Say what keeps a diagram from being published; the exit code is 1 where something does."""
    problems = lint.find_problems(file.read_bytes(), forms.schema.names())
    _tell(file, problems)
    raise SystemExit(any(problem.severity == "error" for problem in problems))


@sop.command()
@DIAGRAM
@with_appcontext
def publish(file: Path) -> None:
    """Make a diagram the SOP of new cases; running ones end on their own version."""
    office = current_office()
    try:
        publish_sop(office, SYSTEM, file.read_bytes())
    except InvalidDiagram as error:
        _tell(file, error.problems)
        raise SystemExit(1) from error
    click.echo(f"Version {office.catalogue.edited().version.number} is in force for new cases.")


def _tell(file: Path, problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(f"{file}:{problem.line or '-'}: {problem.severity}: {problem}")
