"""An administrator's browser, as the tests of her pages use it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask.testing import FlaskClient
from office_fixtures import Players
from werkzeug.test import TestResponse

from app.demo.cast import ADMINISTRATOR
from processes.working_calendar import WorkingCalendar

Sent = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Desk:
    """A browser in which an administrator is logged in, and which fills in forms as they were opened."""

    players: Players
    client: FlaskClient

    @classmethod
    def of(cls, players: Players) -> Desk:
        """Log the administrator of the cast in."""
        return cls(players, players.client(ADMINISTRATOR))

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar in force."""
        return self.players.office.catalogue.edited().calendar

    def read(self, address: str) -> str:
        """Return the text of a page."""
        answer = self.client.get(f"/pengelolaan{address}")
        assert answer.status_code == 200
        return html.unescape(answer.text)

    def seen(self, address: str, action: str | None = None) -> str:
        """Return the mark that a form of a page carries; `action` names one of several forms."""
        form = self.read(address).partition(f'action="/pengelolaan{action or address}"')[2]
        found = re.search(r'name="dilihat" value="([^"]*)"', form)
        assert found
        return found[1]

    def send(self, address: str, sent: Sent, *, seen: str | None = None) -> TestResponse:
        """Post a form."""
        mark = {} if seen is None else {"dilihat": seen}
        return self.client.post(f"/pengelolaan{address}", data={**sent, **mark})

    def change_calendar(self, address: str, sent: Sent, page: str | None = None) -> TestResponse:
        """Fill in a form of the calendar, look at the preview, and agree to it."""
        seen = self.seen(page or address, address)
        preview = self.send(address, sent, seen=seen)
        assert preview.status_code == 200
        assert "Berlakukan kalender versi" in preview.text
        return self.send(address, {**sent, "setuju": "ya"}, seen=seen)
