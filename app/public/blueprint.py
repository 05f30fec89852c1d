"""The one blueprint of citizens and visitors, and what its views share."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, request

bp = Blueprint("public", __name__)
SCHEMAS = Path(__file__).parent / "schemas"


def own_target(target: str, otherwise: str) -> str:
    """Return an address of this site, or the other one for an address of anybody else's."""
    # Browsers, and the function that writes the header, leave out tabs and line ends: “/\t/” is “//”.
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_ours else otherwise


def client_address() -> str:
    """Return the network address behind this request, by which guessing is slowed down."""
    return request.remote_addr or ""
