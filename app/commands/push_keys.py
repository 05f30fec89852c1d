"""`flask push-keys`: the key pair with which messages to browsers are signed."""

from __future__ import annotations

import click

from app import push


@click.command("push-keys")
def push_keys() -> None:
    """Make a key for TANGGAP_VAPID_PRIVATE_KEY; browsers that subscribed under another one must do so again."""
    click.echo(f"TANGGAP_VAPID_PRIVATE_KEY={push.new_private_key()}")
