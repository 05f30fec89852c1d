"""The commands: everything that is not a page is `flask …`."""

from __future__ import annotations

from flask import Flask

from app.commands.account import account
from app.commands.bench import bench
from app.commands.contacts import contacts
from app.commands.demo import demo
from app.commands.doctor import doctor
from app.commands.journal import journal
from app.commands.mail import mail
from app.commands.push_keys import push_keys
from app.commands.search import search
from app.commands.sop import sop
from app.commands.upgrade import upgrade
from app.commands.worker import worker

COMMANDS = (account, bench, contacts, demo, doctor, journal, mail, push_keys, search, sop, upgrade, worker)


def register(app: Flask) -> None:
    """Add the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
