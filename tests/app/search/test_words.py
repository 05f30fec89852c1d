"""Words are found in every form in which Indonesian writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.tokens import asked_word, tokens_of
from app.search.words import beginning_asked, beginnings_of, forms_of, words_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lampu", "lampunya"),
        ("lampu-lampu", "lampu"),
        ("lampu2", "lampu"),
        ("perbaikan", "diperbaiki"),
        ("perbaikan", "memperbaiki"),
        ("penerangan", "terang"),
        ("menutup", "penutupan"),
        ("mengirim", "kirim"),
        ("mengurus", "urus"),
        ("sampah", "persampahan"),
        ("jum'at", "Jum’at"),
        ("CAFÉ", "cafe"),
    ],
)
def test_forms_of_one_word_find_each_other(one: str, other: str) -> None:
    """A question in one form is answered by a text in the other."""
    (asked,), texts = set(words_of(one)), set(words_of(other))
    stored = tokens_of(KEY, texts, is_open=False)
    assert stored.intersection(asked_word(KEY, asked).forms)


def test_words_that_tell_nothing_are_left_out() -> None:
    """Stop words and single letters are no words; numbers are, and the sign between them is not."""
    assert list(words_of("Mohon agar lampu di RT 05/RW 3 itu segera menyala, a b!")) == [
        *("lampu", "rt", "05", "rw", "3", "menyala")
    ]


def test_a_number_is_found_with_and_without_its_zeros() -> None:
    """Somebody who types 12 means 0012; somebody who types 0012 does not mean every twelve."""
    stored = tokens_of(KEY, ["KBK/2026/11/0012"], is_open=False)
    assert stored.intersection(asked_word(KEY, "12").forms)
    assert not tokens_of(KEY, ["12 meter"], is_open=False).intersection(asked_word(KEY, "0012").forms)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=20), st.integers(3, 19))
def test_every_beginning_of_three_letters_finds_its_word(word: str, length: int) -> None:
    """What was typed so far of a word is among the beginnings that are kept of it."""
    typed = word[:length]
    assert typed == word or beginning_asked(typed) in set(beginnings_of(word))


@given(st.text(min_size=0, max_size=200))
def test_every_text_has_words_without_signs(text: str) -> None:
    """Whatever people paste becomes folded words, each among its own forms."""
    for word in words_of(text):
        assert word
        assert not word.isspace()
        assert word in forms_of(word)


def test_tokens_of_two_inboxes_have_nothing_in_common() -> None:
    """The same words look different under another key, and no word shows in them."""
    text = ["Lampu jalan depan pasar mati"]
    one, other = (tokens_of(key, text, is_open=True) for key in (KEY, OTHER_KEY))
    assert len(one) == len(other)
    assert not one & other
    assert not any(word[:4] in token for word in words_of(text[0]) for token in one)
