"""What a page costs on a slow line: compressed bytes of a first visit, and of every later one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from office_fixtures import Clock, Players, settings_for

from app import create_app
from app.demo.cast import CITIZEN, OPERATOR, SUPERVISOR, Person

FIRST, LATER = 150_000, 30_000
# What a page loads before anything is pressed; the diagram of a task comes when it is scrolled to.
LINKED = re.compile(r'<(?:link rel="(?:stylesheet|icon|manifest)"[^>]*href|script[^>]*src|img[^>]*src)="(/[^"]+)"')
DRAWN = re.compile(r'<use href="(/[^"#]+)#')
IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
PAGES: list[tuple[str, Person | None]] = [
    ("/", None),
    ("/pengaduan/baru", None),
    ("/lacak", None),
    ("/masuk", None),
    ("/laporan-saya", CITIZEN),
    ("/kasus/{case}", CITIZEN),
    ("/tugas?tampilan=lajur", OPERATOR),
    ("/tugas/{task}", OPERATOR),
    ("/meja/", OPERATOR),
    ("/meja/catat/1", OPERATOR),
    ("/pengawasan", SUPERVISOR),
    ("/pengawasan/rekap", SUPERVISOR),
]


@pytest.fixture
def office(sqlite_office_url: str, clock: Clock, tmp_path: Path) -> Iterator[Players]:
    """Give an office on one database, because what a page weighs does not depend on it."""
    app = create_app(settings_for(sqlite_office_url, tmp_path), clock)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Players(app, clock)
    app.extensions["tanggap"].database.close()


def test_every_page_is_light(office: Players) -> None:
    """The first visit takes at most 150 kB compressed with everything on the page, a later one at most 30 kB."""
    # One full page of the inbox.
    case_id = [office.submit(CITIZEN).case_id for _ in range(50)][-1]
    task_id = office.open_task(case_id).id
    weights = {}
    for address, person in PAGES:
        client = office.client(person)
        page = client.get(address.format(case=case_id, task=task_id))
        assert page.status_code == 200, address
        html = len(gzip.compress(page.get_data()))
        weights[address] = (html + sum(_assets(client, page.get_data(as_text=True)).values()), html)

    heavy = {address: weight for address, weight in weights.items() if weight[0] > FIRST or weight[1] > LATER}
    assert not heavy, weights


def _assets(client: FlaskClient, page: str) -> dict[str, int]:
    """Return the compressed bytes of what the page loads, with what its modules import."""
    sizes: dict[str, int] = {}
    waiting = LINKED.findall(page) + DRAWN.findall(page)
    while waiting:
        address = waiting.pop()
        if address in sizes:
            continue
        with client.get(address) as answer:
            content = answer.get_data()
        sizes[address] = len(gzip.compress(content))
        if address.partition("?")[0].endswith(".js"):
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name}" for name in IMPORTED.findall(content.decode())]
    return sizes
