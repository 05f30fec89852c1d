"""The opaque tokens that the index holds instead of words: another key, and so other tokens, for every inbox."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from functools import lru_cache

from app.office import Office
from app.search.words import LONGEST_BEGINNING, SHORTEST_BEGINNING, beginnings_of, forms_of, stem_of, words_of
from persistence.sealing import subkey

# 40 bits: among a hundred thousand words of one inbox, one search in ten million finds a word that it did not ask for.
TOKEN_BYTES = 5
# What an open case of an inbox carries beside its words; no word looks like it.
OPEN = " open"

# Words of one question: each is a group of tokens, any of which will do.
Groups = tuple[tuple[str, ...], ...]


def key_of(office: Office, inbox_key: str) -> bytes:
    """Return the key with which an inbox's words become tokens."""
    return subkey(office.keys.index, f"search/{inbox_key}")


def tokens_of(key: bytes, texts: Iterable[str], *, is_open: bool) -> frozenset[str]:
    """Return everything by which texts are found: words, stems and beginnings, as tokens."""
    words = {word for text in texts for word in words_of(text)}
    found = {_whole(key, form) for word in words for form in forms_of(word)}
    found |= {_beginning(key, part) for word in words for part in beginnings_of(word)}
    return frozenset(found | {_whole(key, OPEN)} if is_open else found)


def asked(key: bytes, words: Iterable[str], *, only_open: bool = False) -> Groups:
    """Return what a question asks of an inbox: every group must be met, a word by its forms or its beginning."""
    groups = [_alternatives(key, word) for word in words]
    return ((_whole(key, OPEN),), *groups) if only_open else tuple(groups)


def stems_asked(key: bytes, words: Iterable[str]) -> frozenset[str]:
    """Return one token for each word by which texts are compared."""
    return frozenset(_whole(key, stem_of(word)) for word in words)


def _alternatives(key: bytes, word: str) -> tuple[str, ...]:
    # A number is asked for as it was typed: "0012" is not every twelve.
    whole = [_whole(key, form) for form in ([word] if word.isdigit() else sorted(forms_of(word)))]
    if len(word) < SHORTEST_BEGINNING or word.isdigit():
        return tuple(whole)
    return (*whole, _beginning(key, word[:LONGEST_BEGINNING]))


def _whole(key: bytes, word: str) -> str:
    return _token(key, f"=/{word}")


def _beginning(key: bytes, part: str) -> str:
    return _token(key, f"^/{part}")


@lru_cache(maxsize=200_000)
def _token(key: bytes, text: str) -> str:
    digest = hmac.digest(key, text.encode(), "sha256")[:TOKEN_BYTES]
    return base64.b32encode(digest).decode().lower()
