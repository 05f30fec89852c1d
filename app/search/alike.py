"""Which cases share the rare words of a text, counted alike on both databases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection

from app.office import Office
from app.search.finding import inboxes_of
from app.search.tokens import every_token, key_of, stems_asked
from app.search.words import words_of
from app.security.actor import Actor
from persistence import search_matches
from persistence.search_matches import FoundCase, Weight

# So many of a text's rarest words are compared, and each brings so many of the newest cases.
_RAREST, _EACH = 10, 200
# Of a long text the beginning says what it is about.
_MOST_WORDS = 300
# A word that stands in more of the cases than this tells none of them apart, once there are cases enough to say so.
_COMMON, _TOO_FEW = 1 / 3, 20
# With a smaller part of the weight in common two cases are not alike.
_ENOUGH = 0.25


@dataclass(frozen=True)
class _Compared:
    """What is compared in one inbox, and the weight of a case that has all of it."""

    weights: Sequence[Weight]
    total: float


def alike(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int, *, least: int = 1
) -> list[FoundCase]:
    """Find the cases that share the rarest words of a text, the most alike first; their `score` is a part of 1.

    Only by what this person's inboxes have read. `least`: in how many cases a word must stand, 2 where one of them is
    the case that the text is from.
    """
    compared = _compared(office, connection, actor, text, least)
    weights = [weight for each in compared.values() for weight in each.weights]
    found = search_matches.alike(connection, weights, limit, _EACH)
    scored = [replace(case, score=case.score / compared[case.inbox_key].total) for case in found]
    return sorted((case for case in scored if case.score >= _ENOUGH), key=lambda case: -case.score)


def _compared(office: Office, connection: Connection, actor: Actor, text: str, least: int) -> dict[str, _Compared]:
    """Weigh the words of a text in each inbox: the fewer of its cases hold one, the more it tells."""
    words = list(dict.fromkeys(islice(words_of(text), _MOST_WORDS)))
    keys = {inbox: key_of(office, inbox) for inbox in inboxes_of(actor)} if words else {}
    stems = {inbox: stems_asked(key, words) for inbox, key in keys.items()}
    every = {inbox: every_token(key) for inbox, key in keys.items()}
    known = search_matches.frequencies(connection, {*every.values(), *(each for own in stems.values() for each in own)})
    weighed = {
        inbox: _weigh(inbox, {token: known.get(token, 0) for token in stems[inbox]}, known[every[inbox]], least)
        for inbox in keys
        if every[inbox] in known
    }
    return {inbox: each for inbox, each in weighed.items() if each.weights}


def _weigh(inbox: str, frequencies: Mapping[str, int], number: int, least: int) -> _Compared:
    common = max(number * _COMMON, _TOO_FEW)
    telling = [
        Weight(inbox, token, math.log(1 + number / found), found, number)
        for token, found in frequencies.items()
        if least <= found <= common
    ]
    rarest = sorted(telling, key=lambda each: (each.matches, each.token))[:_RAREST]
    # What stands nowhere else makes every case less alike, but never more than there is room for.
    strange = min(sum(1 for found in frequencies.values() if found < least), _RAREST - len(rarest))
    return _Compared(rarest, sum(each.weight for each in rarest) + strange * math.log(1 + number))
