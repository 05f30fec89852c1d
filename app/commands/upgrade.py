"""`flask upgrade`: bring the database to this version."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.actions.set_up_office import set_up_office
from app.office import current_office
from persistence import database


@click.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database to this version; a new one also gets the SOP and the working calendar."""
    office = current_office()
    database.upgrade(office.settings.database_url)
    set_up_office(office)
    click.echo("Up to date.")
