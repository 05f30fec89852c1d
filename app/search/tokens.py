"""The opaque tokens that the index holds instead of words: another key, and so other tokens, for every inbox."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.office import Office
from app.search.words import beginning_asked, beginnings_of, forms_of, stem_of, words_of
from persistence.sealing import subkey

# 35 bits: among the hundred thousand tokens of an inbox, three searches in a million find a word nobody asked for.
TOKEN_LETTERS = 7
# What every case of an inbox carries beside its words, and what those that are open there; no word looks like them.
EVERY, OPEN = " every", " open"


def key_of(office: Office, inbox_key: str) -> bytes:
    """Return the key with which an inbox's words become tokens."""
    return subkey(office.keys.index, f"search/{inbox_key}")


def tokens_of(key: bytes, texts: Iterable[str], *, is_open: bool) -> frozenset[str]:
    """Return everything by which texts are found: words, stems and beginnings, as tokens."""
    words = {word for text in texts for word in words_of(text)}
    found = {_whole(key, form) for word in words for form in forms_of(word)}
    found |= {_beginning(key, part) for word in words for part in beginnings_of(word)}
    return frozenset(found | {every_token(key)} | ({open_token(key)} if is_open else set()))


@dataclass(frozen=True)
class AskedWord:
    """A word of a question as tokens: the word itself in its forms, and the words that begin like it."""

    forms: tuple[str, ...]
    beginning: str | None


def asked_word(key: bytes, word: str) -> AskedWord:
    """Return the tokens of a word that is asked for; a number only as it was typed: "0012" is not every twelve."""
    forms = (word,) if word.isdigit() else tuple(sorted(forms_of(word)))
    begins = beginning_asked(word)
    return AskedWord(tuple(_whole(key, form) for form in forms), _beginning(key, begins) if begins else None)


def every_token(key: bytes) -> str:
    """Return what every case of an inbox carries, so that they can be counted."""
    return _whole(key, EVERY)


def open_token(key: bytes) -> str:
    """Return what every case carries that is open in an inbox."""
    return _whole(key, OPEN)


def stems_asked(key: bytes, words: Iterable[str]) -> frozenset[str]:
    """Return one token for each word by which texts are compared."""
    return frozenset(_whole(key, stem_of(word)) for word in words)


def _whole(key: bytes, word: str) -> str:
    return _token(key, f"=/{word}")


def _beginning(key: bytes, part: str) -> str:
    return _token(key, f"^/{part}")


@lru_cache(maxsize=200_000)
def _token(key: bytes, text: str) -> str:
    return base64.b32encode(hmac.digest(key, text.encode(), "sha256")[:5]).decode().lower()[:TOKEN_LETTERS]
