"""Build the demo's office: its SOP, people, calendar, and three months of cases that end at the present."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import make_url

from app import clock
from app.actions.create_account import create_account
from app.actions.deliver_message import deliver_due_messages
from app.actions.register_account import register_account
from app.actions.set_up_office import set_up_office
from app.catalogue import Catalogue
from app.config import Settings
from app.demo.cases import Play
from app.demo.cast import ADMINISTRATOR, PASSWORD
from app.demo.citizen import plan_messages
from app.demo.desk_work import plan_desk_work
from app.demo.handing import hand_and_put_off
from app.demo.holidays import confirm_holidays
from app.demo.people import add_people
from app.demo.plots import SPAN, plots
from app.demo.recorded import leave_on_desk
from app.demo.reporters import OTHER_CITIZENS
from app.demo.stage import Agenda, MovingClock
from app.demo.supervision import plan_supervision
from app.demo.whatsapp import plan_whatsapp
from app.office import Keys, Office
from app.security.actor import SYSTEM, Actor, Membership, actor_of
from persistence import accounts, database, units

SEED = 2026  # Any number gives another three months, and always the same ones.
# Units of which the login page shows nobody, so that their cases go on too.
COLLEAGUES = (("yuni@contoh.id", "Yuni Astuti", "kesos"), ("bagus@contoh.id", "Bagus Wicaksono", "pelayanan"))


def is_inhabited(settings: Settings) -> bool:
    """Tell whether anybody has an account in the database of the settings, which is migrated first."""
    database.upgrade(settings.database_url)
    connected = database.connect(settings.database_url)
    with connected.reading() as connection:
        _, number = accounts.search(connection, "", limit=1)
    connected.close()
    return number > 0


def fill(settings: Settings, number: int) -> None:
    """Fill a database in which nobody is with an office and so many cases, the last of them just now.

    Runs within an application context, for the mails.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        _build(settings, number)
        return
    # A file of its own until it is whole: a build that is interrupted leaves nothing half filled.
    finished, unfinished = Path(str(url.database)), Path(f"{url.database}.unfinished")
    unfinished.unlink(missing_ok=True)
    _build(replace(settings, database_url=f"sqlite:///{unfinished}"), number)
    unfinished.replace(finished)
    unfinished.with_name(f"{unfinished.name}.queue").unlink()


def _build(settings: Settings, number: int) -> None:
    until = clock.now()
    moving = MovingClock(until - SPAN - timedelta(days=1))
    database.upgrade(settings.database_url)
    connected = database.connect(settings.database_url)
    if connected.queue:
        event.listen(connected.writer, "connect", _without_waiting)
    # The clock of the play jumps past the catalogue's ten seconds at every step; the real one does not.
    catalogue = Catalogue(connected, clock.now)
    office = Office(settings, connected, moving, Keys.from_secret(settings.secret_key), catalogue)
    people = _move_in(office, until)
    play = Play(office, people, _unit_ids(office), Agenda(moving))
    sop, calendar = catalogue.diagram_in_force().sop, catalogue.edited().calendar
    for plot in plots(number, until, sop, calendar, SEED):
        play.plan(plot)
    plan_whatsapp(play, until)
    plan_desk_work(play, until)
    plan_messages(play, until)
    plan_supervision(play, until)
    play.agenda.play(office, until)
    leave_on_desk(office, people)
    hand_and_put_off(office, people)
    deliver_due_messages(office)
    connected.close()


def _without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    """Do not wait for the disk: a demo that a power cut destroys is built again."""
    connection.execute("PRAGMA synchronous = OFF")


def _move_in(office: Office, until: datetime) -> Mapping[str, Actor]:
    set_up_office(office)
    ids = add_people(office)
    unit_ids = _unit_ids(office)
    for login, name, unit in COLLEAGUES:
        seats = [Membership("ppid_pembantu", unit_ids[unit])]
        ids[login] = create_account(
            office, SYSTEM, login=login, name=name, role="staff", password=PASSWORD, seats=seats
        )
    for citizen in OTHER_CITIZENS:
        ids[citizen.login] = register_account(office, citizen.login, citizen.name, PASSWORD)
    people = {login: _actor(office, account_id) for login, account_id in ids.items()}
    years = range((until - SPAN).year, until.year + 2)
    confirm_holidays(office, people[ADMINISTRATOR.login], years)
    return people


def _unit_ids(office: Office) -> Mapping[str, int]:
    with office.database.reading() as connection:
        return {unit.code: unit.id for unit in units.every(connection)}


def _actor(office: Office, account_id: int) -> Actor:
    with office.database.reading() as connection:
        account = accounts.read(connection, account_id)
        if account is None:
            raise LookupError(account_id)
        return actor_of(connection, account, office.today())
