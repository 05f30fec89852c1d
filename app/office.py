"""The office where this runs: its settings, its database, its clock, its keys and its catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from app.catalogue import Catalogue
from app.config import Settings
from persistence import sealing
from persistence.database import Database


@dataclass(frozen=True)
class Keys:
    """The keys that come from the one secret; each purpose has its own (HKDF, RFC 5869)."""

    master: bytes = field(repr=False)
    index: bytes = field(repr=False)
    access: bytes = field(repr=False)
    office: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: str) -> Keys:
        """Derive every key from the application's secret."""
        return cls(*(sealing.derive(secret, purpose) for purpose in ("master", "index", "access", "office")))


@dataclass(frozen=True)
class Office:
    """What every action needs; built once by create_app and by the tests."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    keys: Keys
    catalogue: Catalogue

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self.clock()

    def today(self) -> date:
        """Return the date in the office's zone."""
        return self.now().astimezone(ZoneInfo(self.settings.time_zone)).date()


def current_office() -> Office:
    """Return the office of the running application."""
    return cast(Office, current_app.extensions["tanggap"])
