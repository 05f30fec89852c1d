"""`flask contacts`: the keyed hashes by which an operator finds a reporter's earlier cases."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.actions.rebuild_contacts import rebuild_contacts
from app.office import current_office


@click.group()
def contacts() -> None:
    """Look after the hashes of telephone numbers and NIKs."""


@contacts.command()
@with_appcontext
def rebuild() -> None:
    """Hash the contacts of every case again, as after a new secret key or for cases from before the look-up."""
    click.echo(f"The contacts of {rebuild_contacts(current_office())} cases can be looked up.")
