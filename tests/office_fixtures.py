"""The office of the tests: the SOP, a working calendar, the cast, and a clock that the test moves."""

from __future__ import annotations

import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.actions.claim_task import claim_task
from app.actions.complete_task import Completed
from app.actions.open_follow_up import answer_case
from app.actions.set_up_office import set_up_office
from app.actions.submit_complaint import Submitted, submit_complaint
from app.config import DEMO_SECRET, Settings
from app.demo.cast import Person
from app.demo.people import add_people
from app.office import Office
from app.security.actor import GUEST, Actor, actor_of
from app.security.sessions import digest
from persistence import accounts, sessions, tasks
from persistence.tasks import Task

TUESDAY_MORNING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 10.00 WIB, within working hours

COMPLAINT: Mapping[str, Sequence[str]] = {
    "jenis_laporan": ["pengaduan"],
    "kategori": ["infrastructure"],
    "sub_kategori": ["lainnya"],
    "sub_kategori_lain": ["Lampu jalan"],
    "judul": ["Lampu jalan depan pasar mati"],
    "uraian": ["Sudah tiga minggu lampu jalan di depan pasar mati sehingga gelap."],
    "lokasi_desa": ["Kebak"],
    "penyelesaian": ["Mohon lampunya diperbaiki."],
    "kerahasiaan": ["biasa"],
    "nama": ["Siti Rahayu"],
    "alamat": ["Jalan Pasar 1, Kebak"],
    "cara_dihubungi": ["email"],
    "email": ["siti@contoh.id"],
    "pernyataan": ["true"],
    "privasi_dibaca": ["true"],
}


@dataclass
class Clock:
    """A clock that stands still until the test moves it."""

    at: datetime = TUESDAY_MORNING

    def __call__(self) -> datetime:
        """Return the present instant of this test."""
        return self.at

    def pass_(self, **duration: float) -> None:
        """Let time pass."""
        self.at += timedelta(**duration)


@dataclass
class Players:
    """The cast as actors and as browsers, and the steps that tests play again and again."""

    app: Flask
    clock: Clock

    @property
    def office(self) -> Office:
        """Return the office they work in."""
        office: Office = self.app.extensions["tanggap"]
        return office

    def actor(self, person: Person, *cases: UUID) -> Actor:
        """Return a person of the cast as an actor; `cases` are those whose code she has shown."""
        with self.office.database.reading() as connection:
            account = accounts.read_by_login(connection, person.login)
            assert account
            return actor_of(connection, account, self.office.today(), case_grants=frozenset(cases))

    def client(self, person: Person | None = None, *cases: UUID) -> FlaskClient:
        """Return a browser in which this person is logged in, or a visitor's."""
        client = self.app.test_client()
        token = secrets.token_urlsafe(16)
        now = self.clock()
        with self.office.database.transaction() as connection:
            account = accounts.read_by_login(connection, person.login) if person else None
            data: dict[str, Any] = {"cases": [str(case_id) for case_id in cases]}
            account_id = account.id if account else None
            sessions.start(connection, digest(token), account_id, now, now + timedelta(days=30), data)
        client.set_cookie("sesi", token)
        return client

    def submit(self, person: Person | None = None, **changed: Sequence[str]) -> Submitted:
        """Submit a complaint as this citizen, or as a guest; `changed` replaces or, when empty, drops fields."""
        actor = self.actor(person) if person else GUEST
        raw = {name: value for name, value in {**COMPLAINT, **changed}.items() if value}
        with self.app.test_request_context():
            return submit_complaint(self.office, actor, secrets.token_urlsafe(16), raw, "sekali")

    def open_task(self, case_id: UUID) -> Task:
        """Return the one open task of a case."""
        with self.office.database.reading() as connection:
            (task,) = [task for task in tasks.of_case(connection, case_id) if task.state == "open"]
        return task

    def complete(self, person: Person | Actor, case_id: UUID, **answers: Sequence[str]) -> Completed:
        """Claim and complete the open task of a case."""
        actor = self.actor(person) if isinstance(person, Person) else person
        task = self.open_task(case_id)
        with self.app.test_request_context():
            if not task.is_reporters:
                claim_task(self.office, actor, task.id)
            return answer_case(self.office, actor, task.id, answers, uuid.uuid4())


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Set an office up with the cast once, in a file that the others are copies of."""
    path = tmp_path_factory.mktemp("office") / "office.sqlite"
    shutil.copy(sqlite_template, path)
    _move_in(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_office_url(office_template: Path, tmp_path: Path) -> str:
    """Give a fresh SQLite database with an office and the cast."""
    path = tmp_path / "office.sqlite"
    shutil.copy(office_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_office_template(
    postgresql_server: str, postgresql_template: str, new_postgresql: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """Set an office up with the cast once, in a database that the others are copies of."""
    with new_postgresql(template=postgresql_template) as url:
        _move_in(url)
        yield url.rsplit("/", 1)[1].partition("?")[0]


@pytest.fixture
def postgresql_office_url(
    postgresql_office_template: str, new_postgresql: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """Give a fresh PostgreSQL database with an office and the cast."""
    with new_postgresql(template=postgresql_office_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def office_url(request: pytest.FixtureRequest) -> str:
    """Give a fresh office; the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_office_url")
    return url


@pytest.fixture
def clock() -> Clock:
    """Give a clock that shows Tuesday, 24 November 2026, 10.00 WIB."""
    return Clock()


@pytest.fixture
def players(office_url: str, clock: Clock, tmp_path: Path) -> Iterator[Players]:
    """Give the application with the cast, on both databases; forms need no CSRF token here."""
    app = create_app(settings_for(office_url, tmp_path), clock)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Players(app, clock)
    app.extensions["tanggap"].database.close()


def settings_for(url: str, folder: Path) -> Settings:
    """Return the settings of an office in this database."""
    return Settings(secret_key=DEMO_SECRET, database_url=url, mail_folder=str(folder / "mail"))


def _move_in(url: str) -> None:
    app = create_app(settings_for(url, Path()), Clock())
    office: Office = app.extensions["tanggap"]
    set_up_office(office)
    add_people(office)
    office.database.close()
