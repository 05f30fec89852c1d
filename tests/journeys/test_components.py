"""Every component on one page, in a real browser, under the policy that the application sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, flash, render_template
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Page, expect

from app import assets
from app.security import headers

ROOT = Path(__file__).parents[2]
SEED = ROOT / "processes" / "diagrams" / "pengaduan.bpmn"

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Person:
    """Who is logged in on the gallery."""

    name: str = "Siti Rahayu"
    role: str = "staff"
    is_logged_in: bool = True


@pytest.fixture(scope="module")
def gallery(serve: Callable[[Flask], Any]) -> Iterator[str]:
    """Serve a page that uses each component."""
    app = Flask("app", root_path=str(ROOT / "app"))
    app.secret_key = "gallery"
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent)])  # type: ignore[list-item]
    assets.register(app)
    headers.register(app, https=False)
    app.jinja_env.globals.update(_=lambda text: text, csrf_token=lambda: "token")
    app.jinja_env.filters.update(
        moment=lambda at: at.strftime("%d/%m/%Y pukul %H.%M WIB"),
        short_moment=lambda at: at.strftime("%d/%m %H.%M WIB"),
    )
    app.context_processor(frame)
    sent: list[str] = []

    @app.get("/")
    def show() -> str:
        flash("Laporan Anda sudah terkirim.", "success")
        flash("Tugas ini sudah diselesaikan oleh Budi pukul 10.30.", "danger")
        now = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
        return render_template("gallery.html", now=now, later=now + timedelta(days=2), sent=sent)

    @app.get("/galat")
    def failed() -> str:
        return render_template("error.html", code=404, title="Halaman tidak ditemukan", text="Periksa alamatnya.")

    @app.get("/sop.bpmn")
    def diagram() -> Response:
        return Response(SEED.read_bytes(), mimetype="application/xml")

    @app.post("/")
    def accept() -> Response:
        sent.append("once")
        return Response(status=204)

    with serve(app) as address:
        yield address


def frame() -> dict[str, Any]:
    """Give what base.html takes from the context."""
    labels = [("Kotak tugas", "inbox", True), ("Catat pengaduan", "pencil", False), ("Pengelolaan", "settings", False)]
    return {
        "office_name": "Kecamatan Kebakkramat",
        "office_address": "Kabupaten Karanganyar, Jawa Tengah",
        "navigation": [{"url": "/", "label": label, "icon": icon, "current": now} for label, icon, now in labels],
        "current_actor": Person(),
        "language": "id",
        "is_demo": True,
        **dict.fromkeys(["home_url", "login_url", "logout_url", "language_url"], "/"),
    }


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/", "/galat"])
def test_every_component_is_accessible_and_fits(
    gallery: str, new_page: Any, axe: Any, fits: Any, width: int, path: str
) -> None:
    """No rule of axe-core is broken and nothing sticks out, on a wide screen and on a phone, with the menu open too."""
    page = new_page(width)
    page.goto(gallery + path)
    axe(page)
    fits(page)
    if width == 390:
        page.get_by_text("Menu", exact=True).click()
        axe(page)
        fits(page)


def test_the_diagram_is_drawn_and_marked(gallery: str, page: Page) -> None:
    """The drawing shows the marked tasks and the whole bpmn.io sign, and the keyboard moves it."""
    page.goto(gallery)
    current = page.locator('[data-element-id="mengklasifikasi"]').first
    expect(current).to_have_class("djs-element djs-shape is-current")
    sign = page.locator(".bjs-powered-by")
    expect(sign).to_be_visible()
    sign.scroll_into_view_if_needed()
    assert sign.evaluate(
        """sign => {
            const {left, right, top, bottom} = sign.getBoundingClientRect();
            const corners = [left + 1, right - 1].flatMap(x => [top + 1, bottom - 1].map(y => [x, y]));
            return corners.every(([x, y]) => sign.contains(document.elementFromPoint(x, y)));
        }"""
    ), "something lies over the sign"
    before = current.bounding_box()
    page.locator("[data-diagram-canvas] svg[tabindex]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    assert current.bounding_box() != before


def test_a_missing_diagram_is_said_in_words(gallery: str, browser: Any) -> None:
    """When the drawing cannot be fetched, the page says so and the steps are still there in words."""
    page = browser.new_page()
    page.route("**/sop.bpmn", lambda route: route.abort())
    page.goto(gallery)
    expect(page.get_by_text("Diagram tidak dapat ditampilkan.")).to_be_visible()
    expect(page.locator("[data-diagram-canvas]")).to_be_hidden()
    page.close()


def test_a_form_is_sent_once(gallery: str, page: Page) -> None:
    """A double click on a button sends its form once."""
    page.goto(gallery)
    button = page.get_by_role("button", name="Ambil tugas")
    button.dblclick()
    expect(button).to_be_disabled()
    assert page.request.get(f"{gallery}/").text().count("<!-- sent once -->") == 1


def test_a_message_can_be_put_away(gallery: str, page: Page) -> None:
    """The cross of a message removes it, and only it."""
    page.goto(gallery)
    page.get_by_role("button", name="Tutup pesan").first.click()
    expect(page.locator("[data-message]")).to_have_count(1)


def test_the_page_works_without_scripts(gallery: str, new_page: Any) -> None:
    """Without a script no button is shown that could do nothing, and the menu of the phone opens."""
    page = new_page(390, java_script_enabled=False)
    page.goto(gallery)
    expect(page.get_by_role("button", name="Cetak")).to_have_count(0)
    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("link", name="Pengelolaan")).to_be_visible()
