"""`flask sop`: judge diagrams outside the browser."""

from __future__ import annotations

from pathlib import Path

import click

import forms.schema
from processes import lint


@click.group()
def sop() -> None:
    """Judge SOP diagrams."""


@sop.command("lint")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def lint_file(file: Path) -> None:
    """Say what keeps a diagram from being published; the exit code is 1 where something does."""
    problems = lint.find_problems(file.read_bytes(), forms.schema.names())
    for problem in problems:
        click.echo(f"{file}:{problem.line or '-'}: {problem.severity}: {problem}")
    raise SystemExit(any(problem.severity == "error" for problem in problems))
