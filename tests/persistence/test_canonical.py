"""A value has one spelling."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persistence.canonical import NotCanonical, canonical

_plain = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text()
_json = st.recursive(_plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(_json)
def test_the_spelling_is_that_of_any_other_program(value: Any) -> None:
    """Sorted keys, no spaces, UTF-8: the standard library spells the same bytes."""
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == plain.encode()
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    "value", [1.0, math.nan, {"a": [1.5]}, {1: "a"}, datetime.now(UTC), b"a", 2**64, "\ud800", {"a": {2, 3}}]
)
def test_what_has_no_single_spelling_is_refused(value: Any) -> None:
    """Floats, other keys than strings, other types, too large integers and broken text are refused."""
    with pytest.raises(NotCanonical):
        canonical(value)
