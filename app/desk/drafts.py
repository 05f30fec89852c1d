"""The places on an operator's desk, each with a complaint that is being recorded or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.complaint_draft import DESK_PLACES, desk_token, read_draft
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor


@dataclass(frozen=True)
class Place:
    """One place: what lies there is known by its title, where it has one already."""

    number: int
    saved_at: datetime | None
    title: str


def token_of(office: Office, actor: Actor, place: int) -> str:
    """Return the token of the draft at a place of this person's desk. Raises Missing."""
    if actor.account_id is None or place not in DESK_PLACES:
        raise Missing
    return desk_token(office, actor.account_id, place)


def places(office: Office, actor: Actor) -> tuple[Place, ...]:
    """List the places of this person's desk."""
    with office.database.reading() as connection:
        drafts = {place: read_draft(office, connection, token_of(office, actor, place)) for place in DESK_PLACES}
    return tuple(Place(place, draft.saved_at, str(draft.values.get("judul", ""))) for place, draft in drafts.items())


def free_place(office: Office, actor: Actor) -> int:
    """Return the first empty place; where none is, the one that was left alone for longest."""
    every = places(office, actor)
    empty = [place for place in every if place.saved_at is None]
    oldest = min(every, key=lambda place: place.saved_at or office.now())
    return (empty or [oldest])[0].number
