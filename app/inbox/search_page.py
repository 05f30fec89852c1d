"""What a search has found, as a page: one line a case, and where the next page begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from app.office import Office
from app.search import asked_words, search, similar, told
from app.search.address import sealed_question
from app.search.finding import inboxes_of
from app.search.similar import SimilarCase
from app.security.actor import Actor
from persistence.search import OVERSEERS
from persistence.search_matches import FoundCase

PAGE = 25
_MOST_SIMILAR = 5
# Of the few words of a search more must be shared than of a whole text.
_LIKE_ENOUGH = 40


@dataclass(frozen=True)
class Hit:
    """A case of the list; `state` is open, waiting (for the reporter), elsewhere, closed or cancelled."""

    case: SimilarCase
    url: str
    state: str

    @property
    def at(self) -> datetime:
        """Return when the case ended, or else when it came."""
        return self.case.closed_at or self.case.submitted_at


@dataclass(frozen=True)
class SearchPage:
    """Everything that the page shows; `similar` are cases that share some words where none has them all.

    `is_overseer`: somebody without an inbox of her own, who searches in what the lists show of every case.
    """

    text: str
    is_asked: bool
    has_seats: bool
    is_overseer: bool
    hits: tuple[Hit, ...]
    similar: tuple[Hit, ...]
    first_url: str
    next_url: str


def search_page(office: Office, actor: Actor, text: str, after: int | None) -> SearchPage:
    """Search, and where nothing holds every word look for what is like the text."""
    is_asked = bool(asked_words(text))
    with office.database.reading() as connection:
        found = search(office, connection, actor, text, PAGE + 1, after) if is_asked else []
        others = similar(office, connection, actor, text, _MOST_SIMILAR) if is_asked and not (found or after) else []
    page, rest = found[:PAGE], found[PAGE:]
    return SearchPage(
        text=text,
        is_asked=is_asked,
        has_seats=bool(inboxes_of(actor)),
        is_overseer=inboxes_of(actor) == [OVERSEERS],
        hits=tuple(_hit(told(office, case)) for case in page),
        similar=tuple(_hit(case) for case in others if case.likeness >= _LIKE_ENOUGH),
        first_url=_url(office, text) if after else "",
        next_url=_url(office, text, page[-1]) if rest else "",
    )


def _hit(case: SimilarCase) -> Hit:
    state = case.status
    if state == "running":
        state = "open" if case.task_state == "open" else "waiting" if case.is_open else "elsewhere"
    return Hit(case, url_for("inbox.task", task_id=case.task_id) if case.task_id else "", state)


def _url(office: Office, text: str, last: FoundCase | None = None) -> str:
    return url_for("inbox.search", tanya=sealed_question(office, text), sesudah=last.case_order if last else None)
