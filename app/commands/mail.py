"""`flask mail`: what the mail server hands over."""

from __future__ import annotations

from typing import BinaryIO

import click
from flask.cli import with_appcontext

from app.actions.note_bounce import NoBounce, note_bounce
from app.office import current_office


@click.group()
def mail() -> None:
    """Take what the mail server hands over."""


@mail.command()
@click.argument("file", type=click.File("rb"), default="-")
@with_appcontext
def bounce(file: BinaryIO) -> None:
    """Read a delivery status notification from FILE or the standard input, and note which message came back.

    Any other mail is left alone, and the exit code is 0 all the same: the mail server must not return it once more.
    """
    try:
        number = note_bounce(current_office(), file.read())
    except NoBounce as reason:
        click.echo(f"Left alone: {reason}.")
    else:
        click.echo(f"Message {number} came back.")
