"""Find cases by words: what somebody asks becomes tokens of her own inboxes, so no other inbox can answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Connection

from app.office import Office
from app.search.tokens import AskedWord, asked_word, every_token, key_of, open_token
from app.search.words import words_of
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from persistence import search_matches
from persistence.search import OVERSEERS
from persistence.search_matches import FoundCase, Groups, Question

MOST_TASKS = 500
# More words than anybody types; a pasted text is what similar cases are for.
_MOST_WORDS = 12


def search(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int, after: int | None = None
) -> list[FoundCase]:
    """Find the cases, open and closed, in which all words of a text stand, the newest first.

    Only by what this person's inboxes may read. `after`: the `case_order` of the last case of the page before.
    """
    question = _question(office, connection, actor, text)
    return search_matches.newest(connection, question, limit, after)


def matching_tasks(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int = MOST_TASKS
) -> list[UUID]:
    """Find the open tasks that this person may see of the cases in which all words of a text stand.

    Of more cases than `limit` the oldest, which are due first; a text without a word to search for finds nothing. Two
    statements, or one where some word stands nowhere.
    """
    question = _question(office, connection, actor, text, only_open=True)
    return search_matches.open_tasks(connection, question, limit)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words that a text asks for; none where it holds nothing but stop words."""
    return tuple(dict.fromkeys(words_of(text)))[:_MOST_WORDS]


def inboxes_of(actor: Actor) -> list[str]:
    """List the inboxes by whose tokens a person may ask; a supervisor asks by what the lists show of every case."""
    return sorted(actor.inbox_keys | ({OVERSEERS} if SUPERVISOR in actor.roles else set()))


def _question(office: Office, connection: Connection, actor: Actor, text: str, *, only_open: bool = False) -> Question:
    """Write a text as a question to each of a person's inboxes, but those in which one of its words stands nowhere."""
    words = asked_words(text)
    keys = {inbox: key_of(office, inbox) for inbox in inboxes_of(actor)} if words else {}
    asked = {inbox: [asked_word(key, word) for word in words] for inbox, key in keys.items()}
    always = {token for key in keys.values() for token in (every_token(key), open_token(key))}
    tokens = {token for each in asked.values() for word in each for token in (*word.forms, word.beginning) if token}
    known = search_matches.frequencies(connection, tokens | always) if tokens else {}
    groups = {inbox: [_known(word, known) for word in each] for inbox, each in asked.items()}
    only = {inbox: [(open_token(key),)] if only_open else [] for inbox, key in keys.items()}
    answerable = {inbox: [*only[inbox], *each] for inbox, each in groups.items() if all(each)}
    every = {inbox: known.get(every_token(keys[inbox]), 0) for inbox in answerable}
    matches = sum(_matches(each, every[inbox], known) for inbox, each in answerable.items())
    return Question(answerable, matches, sum(every.values()))


def _known(word: AskedWord, known: Collection[str]) -> tuple[str, ...]:
    """Ask for a word in its forms; for what begins like it only where the word itself stands nowhere."""
    forms = tuple(token for token in word.forms if token in known)
    if forms or word.beginning is None or word.beginning not in known:
        return forms
    return (word.beginning,)


def _matches(groups: Groups, entries: int, known: Mapping[str, int]) -> float:
    """Guess how many entries hold all groups, as if words stood together by chance."""
    parts = (max(known.get(token, 0) for token in group) / entries for group in groups if entries)
    return entries * math.prod(parts)
