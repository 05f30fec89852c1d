"""What a person answered: carried from documents, entered in the browser, checked as one."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from forms.choices import Choices
from forms.entries import clean
from forms.errors import FieldErrors
from forms.grammar import is_carried
from forms.schema import Form
from forms.validation import find_errors

NOTHING: Mapping[str, Any] = MappingProxyType({})


def carried(form: Form, documents: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Any]:
    """Return what the form takes from the Kelengkapan: of several places, the first that has a value."""
    values: dict[str, Any] = {}
    for name, rule in form.properties.items():
        for place in _places(rule):
            document, _, field = place.partition(".")
            value = (documents.get(document) or NOTHING).get(field)
            if value is not None:
                values.setdefault(name, value)
    return values


def initial_values(
    form: Form, carried: Mapping[str, Any] = NOTHING, draft: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what the form shows at first: defaults and carried values, or the draft.

    `draft`: what `entries.clean` returned when it was saved. A carried text erased in it stays erased.
    """
    if draft is not None:
        return {**draft, **_forced(form, carried)}
    defaults = {name: rule["default"] for name, rule in form.properties.items() if "default" in rule}
    return {**defaults, **carried}


def check(
    form: Form,
    raw: Mapping[str, Sequence[str]],
    choices: Choices,
    carried: Mapping[str, Any] = NOTHING,
    *,
    today: date,
) -> dict[str, Any]:
    """Return the answers, which validate against the schema; raises FieldErrors and nothing else.

    `raw`: every posted value by name; files are stored first and posted by id. `carried`: from the function
    of that name; the only source of readonly and hidden fields. `today`: the date in the office's zone.
    """
    values = {**clean(form, raw), **_forced(form, carried)}
    answers = form.shown(values)
    if errors := find_errors(form, answers, choices, carried, today):
        raise FieldErrors(errors, values)
    return answers


def sets(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the answers decide about the case itself, such as {"unit": "7"}."""
    return {
        rule["x-sets"]: answers[name] for name, rule in form.properties.items() if "x-sets" in rule and name in answers
    }


def _forced(form: Form, carried: Mapping[str, Any]) -> dict[str, Any]:
    return {name: carried[name] for name, rule in form.properties.items() if name in carried and is_carried(rule)}


def _places(rule: Mapping[str, Any]) -> list[str]:
    places = rule.get("x-carry", [])
    return [places] if isinstance(places, str) else list(places)
