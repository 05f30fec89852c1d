"""`flask journal`: what happened, and whether anybody has changed it since."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

import persistence.journal
from app.chains import broken_chains
from app.office import current_office


@click.group()
def journal() -> None:
    """Check the journal of everything that happened."""


@journal.command()
@with_appcontext
def verify() -> None:
    """Verify the chain of every case and of the office, and name the first bad entry of each broken one."""
    office = current_office()
    with office.database.reading() as connection:
        number, broken = broken_chains(office, connection)
        end = persistence.journal.position(connection, None)
    for told in broken:
        click.echo(told)
    # Entries cut off the end of the office's chain leave no trace in it; whoever kept this line sees them missing.
    click.echo(f"The office's own chain ends with entry {end.seq}, {end.hash}.")
    click.echo(f"{len(broken)} chains are broken." if broken else f"The chains of {number} cases are whole.")
    raise SystemExit(bool(broken))
