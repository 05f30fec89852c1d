"""A complaint without signal: written, kept on the device, and sent once when the signal returns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from journeys.citizen_form import expect_filled, fill
from office_fixtures import Players
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from persistence import attachments, cases
from persistence.tables import cases as cases_table

pytestmark = pytest.mark.browser

KEPT = """() => new Promise(done => {
  const opening = indexedDB.open('tanggap', 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('kiriman').objectStore('kiriman').getAll();
    const told = one => ({...one, entries: (one.entries ?? []).map(([name]) => name)});
    asked.onsuccess = () => done(asked.result.map(told));
  };
})"""
CACHED = "async () => (await (await caches.open('tanggap')).keys()).map(one => new URL(one.url).pathname)"


class Signal:
    """A server that can be out of reach, as behind a hill; its address stays."""

    def __init__(self, app: Any) -> None:
        self.app, self.port = app, 0
        self.up()

    @property
    def address(self) -> str:
        """Return where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        """Answer from now on."""
        self.server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def down(self) -> None:
        """Let every connection fail from now on."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def signal(players: Players) -> Iterator[Signal]:
    """Give an office that can be out of reach, with its forms guarded as in production."""
    players.app.config["WTF_CSRF_ENABLED"] = True
    signal = Signal(players.app)
    yield signal
    signal.down()


@pytest.fixture
def office_url(sqlite_office_url: str) -> str:
    """Take one database: the browser sees no other."""
    return sqlite_office_url


@pytest.fixture
def phone(signal: Signal, new_page: Any) -> Page:
    """Open the first page on a phone, until the site can do without signal."""
    page: Page = new_page(390)
    page.goto(signal.address)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """Give a check that a page is accessible and as wide as the screen."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def test_written_and_kept_without_signal_and_sent_when_it_returns(
    signal: Signal,
    players: Players,
    phone: Page,
    tmp_path: Path,
    look: Callable[[Page], None],
) -> None:
    """The form opens offline, waits with its photo, goes out by itself, and leaves only number and code behind."""
    page = phone
    signal.down()
    page.goto(f"{signal.address}/pengaduan/baru")
    expect(page.get_by_text("Anda sedang tanpa sinyal.")).to_be_visible()
    fill(page)
    photo = tmp_path / "lampu.png"
    Image.new("RGB", (20, 20)).save(photo)
    page.locator("input[type=file][name=lampiran]").set_input_files(photo)
    look(page)
    page.get_by_role("button", name="Simpan dan kirim saat ada sinyal").click()
    page.wait_for_url("**/luring")
    expect(page.get_by_text("Belum terkirim, akan dikirim saat ada sinyal.")).to_be_visible()
    expect(page.get_by_role("heading", name="Lampu jalan depan pasar mati")).to_be_visible()
    look(page)
    assert page.evaluate("Object.keys(localStorage)") == []
    signal.up()
    expect(page.get_by_text("Terkirim, nomor")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("KBK/2026/11/0001")).to_be_visible()
    look(page)
    (left,) = page.evaluate(KEPT)
    assert (left["state"], left["entries"]) == ("sent", [])
    with players.office.database.reading() as connection:
        assert [file.field for file in attachments.of_case(connection, the_case(players))] == ["lampiran"]
    _read_and_forget(signal, page)


def _read_and_forget(signal: Signal, page: Page) -> None:
    """Open what was sent by its number and code, then take both off the device."""
    page.get_by_role("link", name="Buka laporan").click()
    expect(page.get_by_label("Kode akses")).not_to_have_value("")
    page.get_by_role("button", name="Buka laporan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lampu jalan depan pasar mati")
    page.goto(f"{signal.address}/luring")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sudah saya catat, hapus").click()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    assert page.evaluate(KEPT) == []


def test_a_form_that_was_open_when_the_signal_went(signal: Signal, players: Players, phone: Page) -> None:
    """It is kept under the name of its draft, so that sending it from several places makes one case."""
    page = phone
    page.goto(f"{signal.address}/pengaduan/baru")
    fill(page)
    signal.down()
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/luring")
    expect(page.get_by_text("Belum terkirim, akan dikirim saat ada sinyal.")).to_be_visible()
    (waiting,) = page.evaluate(KEPT)
    signal.up()
    expect(page.get_by_text("KBK/2026/11/0001")).to_be_visible(timeout=20_000)
    # As if the answer had been lost on the way, it is sent once more.
    again = page.evaluate(
        """async id => {
          const {csrf_token} = await (await fetch('/pengaduan/kunci')).json();
          const body = new FormData();
          body.set('kiriman', id);
          const headers = {'X-CSRFToken': csrf_token};
          return (await fetch('/pengaduan/kiriman', {method: 'POST', body, headers})).json();
        }""",
        waiting["id"],
    )
    assert again["nomor"] == "KBK/2026/11/0001"
    the_case(players)


def test_the_site_keeps_no_page_that_knows_somebody(signal: Signal, players: Players, phone: Page) -> None:
    """After visits to forms and cases its cache holds the empty form, the page that waits, and files alone."""
    page = phone
    sent = players.submit()
    page.goto(f"{signal.address}/lacak")
    page.goto(f"{signal.address}/pengaduan/baru")
    fill(page)
    page.goto(f"{signal.address}/kasus/{sent.case_id}", wait_until="commit")
    kept = [path for path in page.evaluate(CACHED) if not path.startswith("/static/")]
    assert sorted(kept) == ["/luring", "/pengaduan/luring"]
    assert "Siti" not in page.evaluate("async () => (await (await caches.match('/pengaduan/luring')).text())")
    signal.down()
    page.goto(f"{signal.address}/kasus/{sent.case_id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Laporan di perangkat ini")


def test_what_is_written_offline_survives_and_can_be_thrown_away(signal: Signal, players: Players, phone: Page) -> None:
    """The copy on the device fills the form again; a complaint that waits can be deleted unsent."""
    page = phone
    signal.down()
    page.goto(f"{signal.address}/pengaduan/baru")
    fill(page)
    expect(page.locator("[data-draft-status]")).to_have_text("Tersimpan di perangkat ini")
    page.reload()
    page.get_by_role("button", name="Pulihkan isian").click()
    expect_filled(page)
    page.get_by_role("button", name="Simpan dan kirim saat ada sinyal").click()
    page.wait_for_url("**/luring")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Buang dari perangkat ini").click()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    signal.up()
    page.goto(signal.address)
    page.wait_for_timeout(300)
    with players.office.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(cases_table)) == 0


def the_case(players: Players) -> UUID:
    """Return the one case of the office."""
    with players.office.database.reading() as connection:
        (found,) = cases.running_ids(connection)
    return found
