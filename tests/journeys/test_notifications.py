"""Choosing what one is told of, a message that a browser shows, and texts that the front desk sends by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from office_fixtures import Clock, Players, settings_for
from playwright.sync_api import Page, expect

from app import create_app
from app.actions import mail_address
from app.config import DEMO_VAPID_KEY
from app.demo.cast import CITIZEN, OPERATOR, Person

pytestmark = pytest.mark.browser
# The browser of the tests has no push service, so these four calls answer as one that has.
GRANTED = """
  const made = () => ({
    endpoint: "https://fcm.googleapis.com/fcm/send/abc",
    toJSON: () => ({ endpoint: "https://fcm.googleapis.com/fcm/send/abc", keys: {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg" } }),
    unsubscribe: async () => { sessionStorage.removeItem("sub"); return true; },
  });
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  Notification.requestPermission = async () => "granted";
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("sub") ? made() : null);
  PushManager.prototype.subscribe = async () => { sessionStorage.setItem("sub", "1"); return made(); };
"""
PHONE = {"cara_dihubungi": ["hp"], "email": [], "no_hp": ["0812 3456 7890"]}


@dataclass(frozen=True)
class Served:
    """A served office: its address, and its players."""

    address: str
    players: Players

    def sign_in(self, page: Page, person: Person) -> None:
        """Let a person of the cast be logged in, as the other journeys show."""
        cookie = self.players.client(person).get_cookie("sesi")
        assert cookie
        page.context.add_cookies([{"name": "sesi", "value": cookie.value, "url": self.address}])


@pytest.fixture
def live(sqlite_office_url: str, clock: Clock, tmp_path: Path, serve: Callable[..., Any]) -> Iterator[Any]:
    """Serve an office that has a key for messages to browsers, with two texts that wait to be sent by hand."""
    settings = replace(settings_for(sqlite_office_url, tmp_path), vapid_private_key=DEMO_VAPID_KEY)
    app = create_app(settings, clock)
    players = Players(app, clock)
    players.submit(**PHONE)
    players.submit(kerahasiaan=["rahasia"], **PHONE)
    with serve(app) as address:
        yield Served(address, players)
    players.office.database.close()


def test_somebody_chooses_what_she_is_told_of(
    live: Any, new_page: Callable[..., Page], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    """On a phone, from the account's page, with an address that does not work; choices and language stay."""
    office = live.players.office
    with office.database.transaction() as connection:
        mail_address.mark_dead(office, connection, CITIZEN.login, "AddressDead: 550", live.players.clock())
    page = new_page(390)
    live.sign_in(page, CITIZEN)
    page.goto(f"{live.address}/akun")
    page.get_by_role("link", name="Pemberitahuan:").click()
    expect(page.get_by_text("Alamat ini tidak berfungsi")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Surel: Perkembangan laporan saya").uncheck()
    page.get_by_label("English", exact=True).check()
    page.get_by_role("button", name="Simpan pilihan").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("input[value='laporan/mail']")).not_to_be_checked()
    page.locator("summary", has_text="Pakai alamat lain").or_(page.locator("details summary")).last.click()
    page.locator("input[name=surel]").fill("siti.rahayu@contoh.id")
    page.locator("input[name=surel]").press("Enter")
    expect(page.locator("input[name=kode]")).to_be_visible()
    axe(page)


def test_a_browser_is_let_in_and_out(live: Any, new_page: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    """She switches push on in this browser, which the list then names, and off again."""
    page = new_page()
    page.add_init_script(GRANTED)
    live.sign_in(page, OPERATOR)
    page.goto(f"{live.address}/akun/pemberitahuan")
    page.get_by_role("button", name="Aktifkan di browser ini").click()
    expect(page.get_by_text("Browser ini menerima pemberitahuan.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Chrome di")).to_contain_text("Browser ini")
    axe(page)
    page.get_by_role("button", name="Matikan").click()
    expect(page.get_by_role("button", name="Aktifkan di browser ini")).to_be_visible()


def test_a_browser_shows_a_message(live: Any, new_page: Callable[..., Page]) -> None:
    """The service worker shows what comes, and a browser that was forbidden to show anything is told so."""
    page = new_page()
    live.sign_in(page, OPERATOR)
    page.goto(f"{live.address}/akun/pemberitahuan")
    expect(page.get_by_text("Izin notifikasi ditolak.")).to_be_visible()
    page.wait_for_function("async () => (await navigator.serviceWorker.ready).active?.state === 'activated'")
    (worker,) = page.context.service_workers
    # This browser has no place to show anything in, so the worker's own call is what can be seen.
    worker.evaluate("self.registration.showNotification = async (title, rest) => { self.shown = { title, ...rest } }")
    told = {"title": "Kantor", "body": "Laporan KBK/2026/11/0001 sudah dijawab", "url": "/lacak", "tag": "answered"}
    deliver_push(page, live.address, told)
    shown = worker.evaluate("self.shown")
    assert {name: shown[name] for name in ("title", "body", "tag")} == {
        name: told[name] for name in ("title", "body", "tag")
    }
    assert shown["data"] == {"url": "/lacak"}


def test_the_front_desk_sends_by_hand(
    live: Any, new_page: Callable[..., Page], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    """The operator copies a text and marks it; a confidential number opens for a reason."""
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    live.sign_in(page, OPERATOR)
    page.goto(f"{live.address}/tugas/whatsapp")
    axe(page)
    page.get_by_role("button", name="Salin teks").click()
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert "KBK/2026/11/0001" in page.evaluate("navigator.clipboard.readText()")
    expect(page.get_by_role("link", name="Buka di WhatsApp")).to_have_attribute(
        "href", re.compile(r"^https://wa\.me/6281234567890\?text=")
    )
    page.get_by_role("button", name="Sudah dikirim").click()
    expect(page.get_by_text("Pesan ditandai sudah dikirim.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_text("Buka nomor dan teks").click()
    page.get_by_label("Alasan membuka nomor").fill("Menyampaikan tanda terima")
    fits(page)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_text("0812 3456 7890")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Tidak dapat dikirim").click()
    expect(page.get_by_text("Tidak ada pesan yang menunggu")).to_be_visible()


def deliver_push(page: Page, address: str, told: dict[str, str]) -> None:
    """Hand the service worker a message, as the browser does when one comes."""
    session = page.context.new_cdp_session(page)
    registered: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registered.extend(one["registrationId"] for one in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    message = {"origin": address, "registrationId": registered[-1], "data": json.dumps(told)}
    session.send("ServiceWorker.deliverPushMessage", message)
    (worker,) = page.context.service_workers
    deadline = 50
    while deadline and not worker.evaluate("'shown' in self"):
        page.wait_for_timeout(100)
        deadline -= 1
