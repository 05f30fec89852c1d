"""The names of built files in templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import assets


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give an application whose static folder holds one bundle and one plain file."""
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    (bundles / "base-A1.js").write_text("1")
    (bundles / "icons-B2.svg").write_text("<svg/>")
    (bundles / "manifest.json").write_text(
        '{"files": {"base.js": "base-A1.js", "icons.svg": "icons-B2.svg"}, "icons": ["clock"], "parts": {}}'
    )
    (tmp_path / "plain.css").write_text("a{}")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    monkeypatch.setattr(assets, "MANIFEST", bundles / "manifest.json")
    app = Flask("gallery", static_folder=str(tmp_path), static_url_path="/static")
    assets.register(app)
    return app


def test_a_bundle_is_named_by_its_content_and_kept(page: Flask) -> None:
    """A bundle's address carries its hash, and the browser may keep it for ever."""
    with page.test_request_context():
        address = assets.asset("base.js")
    assert address == "/static/bundles/base-A1.js"
    with page.test_client().get(address) as answer:
        assert answer.headers["Cache-Control"] == assets.KEPT_FOR_EVER


def test_a_plain_file_changes_its_address_with_its_content(page: Flask, tmp_path: Path) -> None:
    """A changed style sheet has another address, so that no browser shows the old one."""
    with page.test_request_context():
        before = assets.asset("plain.css")
        (tmp_path / "plain.css").write_text("b{}")
        assert assets.asset("plain.css") != before
    with page.test_client().get("/static/plain.css") as answer:
        assert answer.headers["Cache-Control"] != assets.KEPT_FOR_EVER


def test_what_was_not_built_stops_the_page(page: Flask, tmp_path: Path) -> None:
    """An unknown file, an unknown icon and a missing build are errors with a name, never a silent gap."""
    with page.test_request_context():
        with pytest.raises(assets.MissingAsset, match=r"nothing\.js"):
            assets.asset("nothing.js")
        with pytest.raises(assets.MissingAsset, match="unicorn"):
            assets.icon("unicorn")
        (tmp_path / "bundles" / "manifest.json").unlink()
        with pytest.raises(assets.MissingAsset, match="make setup"):
            assets.asset("base.js")


def test_an_icon_is_decoration(page: Flask) -> None:
    """An icon is hidden from screen readers, which read the words beside it."""
    with page.test_request_context():
        assert assets.icon("clock", "large") == (
            '<svg class="icon large" aria-hidden="true" focusable="false">'
            '<use href="/static/bundles/icons-B2.svg#clock"></use></svg>'
        )
