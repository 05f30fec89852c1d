"""Proposals as the form shows them: what a pasted text says, beside the field, until somebody accepts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.times import day
from forms.conditions import as_posted
from forms.fields import Field
from forms.grammar import widget
from forms.schema import Form


@dataclass(frozen=True)
class Shown:
    """A proposal for one field: as it is posted, as it reads, and the fields without which it would not stand."""

    field: str
    value: str
    text: str
    needs: tuple[str, ...]


def shown(
    form: Form, fields: Iterable[Field], proposed: Mapping[str, str], values: Mapping[str, Any]
) -> dict[str, Shown]:
    """Return the proposals by field; what stands in its field already is none any more."""
    by_name = {field.name: field for field in fields}
    return {
        name: Shown(name, value, _text(form, by_name[name], value, proposed), tuple(needs(form, name, proposed)))
        for name, value in proposed.items()
        if name in by_name and as_posted(values.get(name)) != value
    }


def needs(form: Form, name: str, proposed: Mapping[str, str]) -> list[str]:
    """Return the other proposed fields that must be accepted with this one: the answers on which it depends."""
    rule = form.properties[name]
    asked = {rule["x-depends"]} if "x-depends" in rule else set()
    asked |= {test for condition in form.shown_when.get(name, ()) for test in condition.tests}
    return [each for each in form.properties if each in asked and each in proposed]


def accepted(form: Form, name: str, proposed: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the values that accepting one proposal, or all of them with an empty name, puts into the form."""
    names = [*needs(form, name, proposed), name] if name else list(proposed)
    return {each: [proposed[each]] for each in names if each in proposed and each in form.properties}


def _text(form: Form, field: Field, value: str, proposed: Mapping[str, str]) -> str:
    rule = form.properties[field.name]
    if widget(rule) == "date":
        return day(date.fromisoformat(value))
    parent = proposed.get(rule.get("x-depends", ""))
    labels = [choice.label for choice in field.choices if choice.value == value and choice.parent in (None, parent)]
    return labels[0] if labels else value
