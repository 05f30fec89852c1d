"""Find cases by words: what somebody asks becomes tokens of her own inboxes, so no other inbox can answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from app.office import Office
from app.search.tokens import asked, key_of
from app.search.words import words_of
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from persistence import search_matches
from persistence.search import OVERSEERS
from persistence.search_matches import FoundCase, Question

MOST_TASKS = 500
# More words than anybody types; a pasted text is what similar cases are for.
_MOST_WORDS = 12


def search(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int, after: int | None = None
) -> list[FoundCase]:
    """Find the cases, open and closed, in which all words of a text stand, the newest first.

    Only by what this person's inboxes may read. `after`: the `case_order` of the last case of the page before.
    """
    question = _question(office, actor, asked_words(text), only_open=False)
    return search_matches.newest(connection, question, limit, after) if question else []


def matching_tasks(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int = MOST_TASKS
) -> list[UUID]:
    """Find the open tasks that this person may see of the cases in which all words of a text stand, in one statement.

    Of more cases than `limit` the newest; a text without a word to search for finds nothing.
    """
    return search_matches.open_tasks(connection, _question(office, actor, asked_words(text), only_open=True), limit)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words that a text asks for; none where it holds nothing but stop words."""
    return tuple(dict.fromkeys(words_of(text)))[:_MOST_WORDS]


def inboxes_of(actor: Actor) -> list[str]:
    """List the inboxes by whose tokens a person may ask; a supervisor asks by what the lists show of every case."""
    return sorted(actor.inbox_keys | ({OVERSEERS} if SUPERVISOR in actor.roles else set()))


def _question(office: Office, actor: Actor, words: Sequence[str], *, only_open: bool) -> Question:
    if not words:
        return {}
    return {key: asked(key_of(office, key), words, only_open=only_open) for key in inboxes_of(actor)}
