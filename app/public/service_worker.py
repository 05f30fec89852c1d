"""The site as an app: its manifest, and its one service worker, at an address from which it may serve every page."""

from __future__ import annotations

import json

from flask import Response, jsonify, url_for

from app.assets import BUNDLES, asset, whole
from app.i18n import gettext
from app.office import current_office
from app.public.blueprint import bp

# What the pages are made of that the worker keeps: an empty complaint form, and what is said without signal.
FILES = (
    *("tabler.css", "css/public.css", "css/tanggap.css", "icons.svg", "img/tanggap.svg"),
    *("base.js", "form.js", "outbox.js"),
)


@bp.get("/sw.js")
def service_worker() -> Response:
    """Send the worker after the list of what it keeps; the browser asks again at each visit whether it has changed."""
    code = (BUNDLES / "sw.js").read_text("utf-8")
    response = Response(f"self.SHELL={json.dumps(_shell())};\n{code}", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/manifest.webmanifest")
def web_manifest() -> Response:
    """Say how the site looks and begins where it is installed."""
    office = current_office().settings.office_name
    response = jsonify(
        id="/",
        name=gettext("Pengaduan %(office)s", office=office),
        short_name=gettext("Pengaduan"),
        description=gettext("Sampaikan pengaduan, permintaan informasi, atau aspirasi, juga tanpa sinyal."),
        lang="id",
        start_url=url_for("public.landing"),
        scope="/",
        display="standalone",
        background_color="#f3f5f7",
        theme_color="#0f4c5c",
        icons=[
            {"src": asset("img/tanggap.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": asset("img/tanggap-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": asset("img/tanggap-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": asset("img/tanggap-maskable.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        shortcuts=[
            {"name": gettext("Buat laporan"), "url": url_for("public.complaint")},
            {"name": gettext("Lacak laporan"), "url": url_for("public.track")},
        ],
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _shell() -> dict[str, object]:
    """Return the addresses that the worker keeps; they change with what they hold, and the worker with them."""
    return {
        "form": url_for("public.complaint"),
        "formCopy": url_for("public.offline_complaint"),
        "offline": url_for("public.offline"),
        "files": sorted({address for name in FILES for address in whole(name)}),
    }
