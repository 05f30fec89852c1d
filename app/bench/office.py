"""An office for the bench: the packaged SOP, the cast, and a clock that moves only when told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.actions.set_up_office import set_up_office
from app.bench.places import Place
from app.catalogue import Catalogue
from app.config import DEMO_SECRET, Settings
from app.demo.cast import Person
from app.demo.people import add_people
from app.office import Keys, Office
from app.security.actor import Actor, actor_of
from persistence import accounts, database

OPENING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # A Tuesday, 10.00 in Jakarta: within working hours.


@dataclass
class BenchClock:
    """Show an instant until it is moved, so that a run does the same work at any time of the day."""

    at: datetime = OPENING

    def __call__(self) -> datetime:
        """Return the instant shown."""
        return self.at

    def pass_(self, duration: timedelta) -> None:
        """Let time pass."""
        self.at += duration


@contextmanager
def opened(url: str, clock: Callable[[], datetime] | None = None) -> Iterator[Office]:
    """Open the office that a database holds."""
    settings = Settings(secret_key=DEMO_SECRET, database_url=url)
    connected = database.connect(url)
    clock = clock or BenchClock()
    try:
        yield Office(settings, connected, clock, Keys.from_secret(settings.secret_key), Catalogue(connected, clock))
    finally:
        connected.close()


def furnished(place: Place) -> str:
    """Make a database with an office and its people in it; return its URL."""
    url = place.new()
    with opened(url) as office:
        set_up_office(office)
        add_people(office)
    return url


def actor(office: Office, person: Person) -> Actor:
    """Return a person of the cast as somebody who acts."""
    with office.database.reading() as connection:
        account = accounts.read_by_login(connection, person.login)
        if account is None:
            raise LookupError(person.login)
        return actor_of(connection, account, office.today())
