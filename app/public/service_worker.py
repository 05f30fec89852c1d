"""The site's one service worker, at an address from which it may serve every page."""

from __future__ import annotations

from flask import Response, send_from_directory

from app.assets import BUNDLES
from app.public.blueprint import bp


@bp.get("/sw.js")
def service_worker() -> Response:
    """Send the worker; the browser asks again at each visit whether it has changed."""
    response = send_from_directory(BUNDLES, "sw.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
