"""Where a browser goes on after a POST."""

from __future__ import annotations

from flask import redirect
from werkzeug.wrappers import Response


def see_other(target: str) -> Response:
    """Send the browser on after a POST, so that reloading repeats nothing."""
    return redirect(target, code=303)
