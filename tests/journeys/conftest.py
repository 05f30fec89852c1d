"""A real browser for the journeys: a blocked script, a script error or a broken file fails a test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from flask import Flask
from office_fixtures import Clock, Players, settings_for
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from app.demo.cast import PASSWORD, Person

BROWSER_FOLDER = Path(__file__).parents[2] / "app" / "browser"
AXE = BROWSER_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class PageMaker(Protocol):
    """Open a page of a width; each call is a person of her own, with her own cookies."""

    def __call__(self, width: int = 1280, **context: Any) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium: the one on PATH, else the one that npm brought."""
    executable, environment = _chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=executable, args=ARGUMENTS, env={**os.environ, **environment}
        )
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[PageMaker]:
    """Give a maker of pages; what goes wrong in any of them fails the test at its end."""
    problems: list[str] = []
    with ExitStack() as stack:

        def make(width: int = 1280, **context: Any) -> Page:
            size = {"width": width, "height": 844 if width < 600 else 900}
            opened = browser.new_context(viewport=size, locale="id-ID", **context)
            stack.callback(opened.close)
            page = opened.new_page()
            _watch(page, problems)
            return page

        yield make
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: PageMaker) -> Page:
    """Open one page of 1280 pixels."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Give a check that axe-core finds nothing wrong on a page, at WCAG 2.2 AA and by good practice."""
    if not AXE.is_file():
        missing("axe-core is not installed; run `make setup`")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # The debugger evaluates outside the page's content security policy, which therefore stays as it is.
        page.evaluate(source)
        found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", AXE_RULES)
        told = [
            f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Give a check that a page never needs to be moved sideways."""

    def check(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels too wide"

    return check


@pytest.fixture(scope="session")
def serve() -> Callable[[Flask], Any]:
    """Give a context manager that serves an application on a free port and yields its address.

    A journey's `live_server` is `with serve(create_app(...)) as address: yield address`.
    """

    @contextmanager
    def run(app: Flask) -> Iterator[str]:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()

    return run


@pytest.fixture
def live(sqlite_office_url: str, clock: Clock, tmp_path: Path, serve: Callable[[Flask], Any]) -> Iterator[Live]:
    """Serve an office with the cast, with its forms guarded as in production."""
    app = create_app(settings_for(sqlite_office_url, tmp_path), clock)
    players = Players(app, clock)
    with serve(app) as address:
        yield Live(address, players)
    players.office.database.close()


@dataclass(frozen=True)
class Live:
    """A served office: its address, and its players for what a journey does not click."""

    address: str
    players: Players

    def sign_in(self, page: Page, person: Person) -> None:
        """Log a person of the cast in by the page."""
        page.goto(f"{self.address}/masuk")
        page.get_by_label("E-mail atau nomor HP").fill(person.login)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: not url.endswith("/masuk"))


def missing(part: str) -> NoReturn:
    """Skip a test for want of a part; a check that counts must not skip, so it fails there."""
    if os.environ.get("CI"):
        pytest.fail(part)
    pytest.skip(part)


def _chromium() -> tuple[str, dict[str, str]]:
    on_path = shutil.which("chromium")
    if on_path:
        return on_path, {}
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None or not (BROWSER_FOLDER / "node_modules" / "@sparticuz").is_dir():
        missing("there is neither a chromium on PATH nor the one from npm; run `make setup`")
    folder = BROWSER_FOLDER / "node_modules" / ".cache" / "chromium"
    answer = subprocess.run(
        [node, str(BROWSER_FOLDER / "chromium.mjs"), str(folder)], check=True, capture_output=True, text=True
    )
    unpacked = json.loads(answer.stdout)
    environment = {"LD_LIBRARY_PATH": unpacked["libraries"]}
    if not Path("/etc/fonts/fonts.conf").exists():
        environment["FONTCONFIG_PATH"] = unpacked["fonts"]
    return unpacked["executable"], environment


def _watch(page: Page, problems: list[str]) -> None:
    def saw_console(message: ConsoleMessage) -> None:
        # A refused form answers 422 and is no error of the page; answers are judged in saw_response.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"{page.url}: console: {message.text}")

    def saw_response(response: Response) -> None:
        of_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not of_page):
            problems.append(f"{page.url}: {response.url} answered {response.status}")
        if not response.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            problems.append(f"{page.url}: asked a foreign address: {response.url}")

    page.on("console", saw_console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: script error: {error}"))
    page.on("response", saw_response)
