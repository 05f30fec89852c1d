"""The answers that a person can choose from: written in the schema, or handed in by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.conditions import as_posted


@dataclass(frozen=True)
class Choice:
    """Offer one answer.

    `parent`: the value of the field it depends on; of an uploaded file, the field it was uploaded under.
    `hint`: one line of explanation. `href`: where an uploaded file can be read. `suggests`: values that the
    browser proposes for other fields when this one is chosen (a category that is confidential by default).
    """

    value: str
    label: str
    parent: str | None = None
    hint: str = ""
    href: str = ""
    suggests: Mapping[str, str] = field(default_factory=dict)


Choices = Mapping[str, tuple[Choice, ...]]


def choices_of(rule: Mapping[str, Any], choices: Choices) -> tuple[Choice, ...]:
    """Return what a property offers; the caller's list narrows an `enum`, or is the whole list without one.

    Raises KeyError when the caller forgot a list that the property cannot do without.
    """
    written = _written(rule)
    source = rule.get("x-choices")
    if source is None:
        return written
    if "enum" not in rule:
        return choices[source]
    given = {choice.value for choice in choices.get(source, written)}
    return tuple(choice for choice in written if choice.value in given)


def label_of(value: str, listed: tuple[Choice, ...], parent: str | None) -> Choice:
    """Return the choice behind a stored value; a value that is no longer offered stands for itself."""
    same = [choice for choice in listed if choice.value == value]
    fitting = [choice for choice in same if parent in (None, choice.parent)] or same
    return fitting[0] if fitting else Choice(value, value)


def _written(rule: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Return the choices that the schema itself lists, with msgids as labels."""
    listed = rule.get("enum") or rule.get("items", {}).get("enum", [])
    labels, hints = rule.get("x-labels", {}), rule.get("x-hints", {})
    values = [as_posted(value) for value in listed]
    return tuple(Choice(value, labels.get(value, value), hint=hints.get(value, "")) for value in values)
