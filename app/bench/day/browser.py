"""A person's browser: it keeps its cookies, sends forms with their token, and writes down how long each answer took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PATIENCE = 60


@dataclass(frozen=True)
class Visit:
    """One request: of which kind, how it was answered and how long that took; status 0 is no answer at all."""

    kind: str
    status: int
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: str
    location: str
    etag: str

    @property
    def token(self) -> str:
        """Return the token that the forms of this page carry."""
        found = TOKEN.search(self.body)
        return found.group(1) if found else ""


@dataclass
class Browser:
    """Visit pages of one server; `visits` is where every request is written down.

    `address` is where the proxy in front of the server says that this person sits.
    """

    port: int
    visits: list[Visit]
    address: str = "10.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, kind: str, path: str, etag: str = "") -> Answer:
        """Open a page; with `etag`, only if it has changed."""
        return self._ask(kind, "GET", path, None, {"If-None-Match": etag} if etag else {})

    def post(self, kind: str, path: str, fields: Mapping[str, str | Sequence[str]]) -> Answer:
        """Send a form of the page that was opened last."""
        body = urlencode({**fields, "csrf_token": self.token}, doseq=True)
        return self._ask(kind, "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, kind: str, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = {**headers, "Cookie": cookies, "X-Forwarded-For": self.address}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            raw = response.read()
        except (OSError, HTTPException):
            self.visits.append(Visit(kind, 0, perf_counter() - began, 0))
            return Answer(0, "", "", "")
        finally:
            connection.close()
        self.visits.append(Visit(kind, response.status, perf_counter() - began, len(raw)))
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        answer = Answer(
            response.status,
            raw.decode(errors="replace"),
            response.headers.get("Location", ""),
            response.headers.get("ETag", ""),
        )
        self.token = answer.token or self.token
        return answer
