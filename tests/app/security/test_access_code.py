"""The code on a receipt."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.security.access_code import ALPHABET, code_of, digest

CASE = UUID("11111111-2222-3333-4444-555555555555")


def test_a_code_is_six_groups_of_four_readable_characters() -> None:
    """A code has 24 characters of an alphabet without look-alikes: 120 bits."""
    groups = code_of(b"k" * 32, CASE).split("-")
    assert [len(group) for group in groups] == [4] * 6
    assert set("".join(groups)) <= set(ALPHABET)


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_a_code_is_understood_however_it_is_typed(case_id: UUID, key: bytes) -> None:
    """Small letters, spaces, missing hyphens and O, I or L for 0 and 1 make no difference."""
    code = code_of(key, case_id)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert digest(typed) == digest(code)


def test_another_key_or_case_gives_another_code() -> None:
    """Knowing a case's id is not enough to know its code."""
    codes = {code_of(key, case_id) for key in (b"a" * 32, b"b" * 32) for case_id in (CASE, UUID(int=1))}
    assert len(codes) == 4
