"""Which answers say who somebody is, and how they read while they are covered."""

from collections.abc import Collection, Mapping
from typing import Any

from forms.schema import Form

ALWAYS = "always"


def covered_fields(form: Form, document: Mapping[str, Any], *, is_confidential: bool) -> frozenset[str]:
    """Return the fields of a document that are covered until somebody gives a reason to see them.

    On a confidential case these are all that the form marks with `x-identity`, on any other case those that it
    marks "always".
    """
    marked = {name: rule["x-identity"] for name, rule in form.properties.items() if rule.get("x-identity")}
    return frozenset(name for name, mark in marked.items() if name in document and (is_confidential or mark == ALWAYS))


def cover(document: Mapping[str, Any], names: Collection[str], word: str) -> dict[str, Any]:
    """Return a document with `word` in place of these fields; a NIK keeps its ends, to tell two of them apart."""
    return {**document, **{name: _covered(document[name], word) for name in names}}


def _covered(value: Any, word: str) -> Any:
    if isinstance(value, list):
        return [word]
    text = str(value)
    return f"{text[:4]}{'*' * 10}{text[-2:]}" if len(text) == 16 and text.isdigit() else word
