"""`flask account`: the first administrator, whom no page can create."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app.actions.create_account import create_account
from app.actions.register_account import LoginTaken
from app.office import current_office
from app.security import passwords
from app.security.actor import SYSTEM
from app.security.login_name import normal_login

ROLES = ("administrator", "supervisor", "auditor", "staff")


@click.group()
def account() -> None:
    """Manage accounts where no administrator can log in."""


@account.command()
@click.option("--login", prompt="E-mail or phone number", help="The e-mail or phone number to log in with.")
@click.option("--name", prompt="Name", help="The name that colleagues read.")
@click.option("--role", type=click.Choice(ROLES), default=ROLES[0], help="What the account may do.")
@click.password_option(help="The password; leave it out to be asked for it without an echo.")
@with_appcontext
def create(login: str, name: str, role: str, password: str) -> None:
    """Create an account of staff, by default the first administrator."""
    login = normal_login(login)
    with force_locale("en"):
        weakness = passwords.weakness(password, login)
    if weakness:
        raise click.ClickException(weakness)
    try:
        create_account(current_office(), SYSTEM, login=login, name=name, role=role, password=password)
    except LoginTaken as error:
        raise click.ClickException("An account with this e-mail or phone number exists.") from error
    click.echo(f"{name} can log in now.")
