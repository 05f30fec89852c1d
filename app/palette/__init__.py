"""One field for everything: a case by its number, a page, or something to do."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Flask, Response, jsonify, request

from app.office import current_office
from app.palette.cases import cases_like
from app.palette.offers import matching, offers
from app.security.login import current_actor, requires

bp = Blueprint("palette", __name__)
LONGEST = 80


@bp.get("/palet")
@requires("staff", "supervisor", "administrator")
def find() -> Response:
    """Offer what fits the text: cases first, then pages and actions."""
    actor, text = current_actor(), request.args.get("cari", "")[:LONGEST]
    found = (*cases_like(current_office(), actor, text), *matching(offers(actor), text))
    return jsonify(pilihan=[asdict(offer) for offer in found])


def register(app: Flask) -> None:
    """Add the address that palette.js asks."""
    app.register_blueprint(bp)
