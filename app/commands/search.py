"""`flask search`: the index by whose opaque tokens staff find cases."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.actions.index_cases import rebuild_index
from app.office import current_office

TOLD_EVERY = 500


@click.group()
def search() -> None:
    """Look after the index of the search."""


@search.command()
@with_appcontext
def rebuild() -> None:
    """Read every case again, as after a new secret key or a new version of Tanggap; searching goes on meanwhile."""
    done = 0
    for progress in rebuild_index(current_office()):
        if progress.done // TOLD_EVERY > done // TOLD_EVERY:
            click.echo(f"{progress.done} of {progress.total} cases")
        done = progress.done
    click.echo(f"The index holds {done} cases.")
