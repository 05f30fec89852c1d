"""The words of a text as people search them: folded, without stop words, with their stems and their beginnings.

Pure: texts in, words out. The stems are those of the Snowball stemmer for Indonesian (Tala 2003), which reads
"memperbaiki", "diperbaiki" and "perbaikan" as one word, but leaves off the first letter of a root that men- or pen-
swallows; it is put back here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import snowballstemmer

# Of these lengths are the beginnings by which a word is found; more of them would only fill the index.
BEGINNINGS = (3, 4, 6)
# Function words, which stand in most texts and tell none of them apart.
STOP_WORDS = frozenset((Path(__file__).parent / "stop_words.txt").read_text("utf-8").split())
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’`´]")
_TWICE = re.compile(r"([a-z]{3,})2")
_SWALLOWS_T, _MAY_SWALLOW_K = ("men", "pen"), ("meng", "peng")
_VOWELS = ("a", "e", "i", "o", "u")


def words_of(text: str) -> Iterator[str]:
    """Yield the folded words of a text in order, stop words and single letters left out."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for found in _WORD.findall(letters):
        # "jalan2" is how a message writes "jalan-jalan".
        twice = _TWICE.fullmatch(found)
        word = twice[1] if twice else found
        if word not in STOP_WORDS and (len(word) > 1 or word.isdigit()):
            yield word


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the stem of a folded word, with the t that men- and pen- swallow: no vowel begins a root after these."""
    # The stemmer keeps state while it works, so every thread needs one of its own; it is made in half a microsecond.
    stem: str = snowballstemmer.stemmer("indonesian").stemWord(word)
    return f"t{stem}" if word.startswith(_SWALLOWS_T) and _is_bare(stem, word[3:]) else stem


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> frozenset[str]:
    """Return the word as it stands and the stems that it may have; a number also without its leading zeros."""
    if word.isdigit():
        return frozenset({word, word.lstrip("0") or "0"})
    stem = stem_of(word)
    # After meng- and peng- the root may have lost a k ("mengirim") or nothing ("mengurus").
    maybe = {f"k{stem}"} if word.startswith(_MAY_SWALLOW_K) and _is_bare(stem, word[4:]) else set()
    return frozenset({word, stem} | maybe)


def _is_bare(stem: str, rest: str) -> bool:
    return stem[:1] in _VOWELS and rest.startswith(stem)


def beginnings_of(word: str) -> Iterator[str]:
    """Yield the beginnings of a word by which it is found when it is asked for in part; a number has none."""
    if not word.isdigit():
        yield from (word[:length] for length in BEGINNINGS if length < len(word))


def beginning_asked(word: str) -> str | None:
    """Return the beginning that finds the words which begin like this one, and a few more where it is long."""
    lengths = [length for length in BEGINNINGS if length <= len(word)]
    return word[: lengths[-1]] if lengths and not word.isdigit() else None
