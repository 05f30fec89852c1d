"""Conditions compare fields of documents, say which ones they read, and can do nothing else."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes import conditions
from processes.errors import ConditionFailed, UnsafeExpression

DOCUMENTS: dict[str, Any] = {
    "laporan": {"dokumen": "1", "sha256": 64 * "0", "jenis": "Informasi", "nilai": 3, "penting": True, "kosong": None},
    "belum_ada": None,
}

TRUE = (
    'laporan["jenis"] == "Informasi"',
    'laporan["jenis"] != "informasi"',
    'lower(laporan["jenis"]) == "informasi"',
    'laporan["nilai"] > 2 and laporan["nilai"] <= 3',
    '1 < laporan["nilai"] < 4',
    'laporan["nilai"] + 1 == 4 and laporan["nilai"] - 4 == -1',
    'laporan["jenis"] in ("Informasi", "pengaduan")',
    'laporan["nilai"] not in [1, 2]',
    '"form" in laporan["jenis"]',
    'not laporan["penting"] == False',
    'laporan["kosong"] is None',
    'laporan["penting"] is True',
    "belum_ada is None",
    "laporan is not None",
    'belum_ada is None or belum_ada["jenis"] == "x"',
    'len(laporan["jenis"]) == 9',
    'int("7") == 7 and str(7) == "7"',
    '(1 if laporan["penting"] else 2) == 1',
    '  laporan["nilai"] == 3.0  ',
)


@pytest.mark.parametrize("expression", TRUE)
def test_a_condition_is_judged_as_it_reads(expression: str) -> None:
    """Comparison, and/or/not, in, is, plus, minus, if/else and four functions work as in Python."""
    conditions.check(expression)
    assert conditions.evaluate(expression, DOCUMENTS) is True


def test_a_condition_says_what_it_reads() -> None:
    """The routing fields of a diagram are exactly what its conditions read."""
    expression = 'a["x"] == 1 and (b["y"] in ("a", "b") or lower(a["z"]) == "q") and c is None'
    assert conditions.fields_read(expression) == {("a", "x"), ("b", "y"), ("a", "z")}
    assert conditions.documents_read(expression) == {"a", "b", "c"}
    assert conditions.fields_read("c is None") == frozenset()


@pytest.mark.parametrize("names", [{"len": {"x": 1}}, {"lower": {"x": 1}}, {"int": {"x": 1}}])
def test_a_document_may_be_named_like_a_function(names: dict[str, Any]) -> None:
    """A document and a function of one name are told apart by how they are written."""
    (name,) = names
    assert conditions.evaluate(f'{name}["x"] == 1 and {name}("1") is not None', names) is True
    assert conditions.documents_read(f'{name}["x"] == 1 and {name}("1") == 1') == {name}


@pytest.mark.parametrize(
    "expression",
    [
        'laporan["tidak_ada"] == 1',
        'tidak_ada["jenis"] == 1',
        "tidak_ada is None",
        'belum_ada["jenis"] == 1',
        'laporan["jenis"] < 1',
        'int(laporan["jenis"]) == 1',
        'laporan["jenis"] + 1 == 2',
        '"a" in laporan["kosong"]',
    ],
)
def test_what_cannot_be_judged_is_an_error_and_not_a_no(expression: str) -> None:
    """A missing document or field, or another type, is told with the condition's own text."""
    conditions.check(expression)
    with pytest.raises(ConditionFailed) as failed:
        conditions.evaluate(expression, DOCUMENTS)
    assert expression in str(failed.value)


def test_a_refusal_is_a_sentence_for_a_person() -> None:
    """The message is a sentence with its parameters apart, so that it can be translated."""
    with pytest.raises(UnsafeExpression) as refused:
        conditions.check("lambda: 1")
    assert refused.value.message == "Syarat memakai %(syntax)s, yang tidak diizinkan."
    assert refused.value.params == {"syntax": "Lambda"}
    assert str(refused.value) == "Syarat memakai Lambda, yang tidak diizinkan."


def test_limits_of_size_are_where_they_are_said_to_be() -> None:
    """2,000 characters, 200 nodes and 30 levels are enough for an office and too little for an attack."""
    conditions.check('laporan["jenis"] == "' + (conditions.MAX_LENGTH - 22) * "a" + '"')
    conditions.check("-" * (conditions.MAX_DEPTH - 1) + "1")
    for too_much in (
        'laporan["jenis"] == "' + conditions.MAX_LENGTH * "a" + '"',
        "-" * conditions.MAX_DEPTH + "1",
        "1" + " == 1" * 100,
    ):
        with pytest.raises(UnsafeExpression):
            conditions.check(too_much)


@given(expression=st.text(max_size=60))
def test_any_text_is_either_judged_or_refused(expression: str) -> None:
    """Whatever is written, the outcome is a value or one of the two errors."""
    with contextlib.suppress(UnsafeExpression, ConditionFailed):
        conditions.evaluate(expression, DOCUMENTS)


@given(
    field=st.text(st.characters(codec="utf-8", exclude_characters='"\\\r\n\x00'), min_size=1, max_size=20),
    value=st.one_of(st.integers(), st.booleans(), st.none(), st.text(max_size=20)),
)
def test_a_field_of_any_name_is_only_ever_a_value(field: str, value: object) -> None:
    """No name and no value of a field changes what a condition means."""
    if field.startswith("_"):
        return
    given_documents = {"laporan": {**DOCUMENTS["laporan"], field: value, "jenis": "a"}}
    assert conditions.evaluate('laporan["jenis"] == "a" and len("abc") == 3', given_documents) is True
    if field != "jenis":
        assert conditions.evaluate(f'laporan["{field}"] == 1', given_documents) is (value == 1)
