"""Judge typed values: by the schema first, then by what it cannot know (the caller's choices, today)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jsonschema import ValidationError

from forms import messages
from forms.choices import Choices, choices_of
from forms.conditions import as_posted
from forms.errors import FieldError
from forms.grammar import is_carried, widget
from forms.schema import Form


def find_errors(
    form: Form, values: Mapping[str, Any], choices: Choices, carried: Mapping[str, Any], today: date
) -> tuple[FieldError, ...]:
    """Return at most one error a field, in the order of the form."""
    found: dict[str, FieldError] = {}
    for error in [*schema_errors(form, values), *_known_to_the_caller(form, values, choices, carried, today)]:
        found.setdefault(error.field, error)
    return tuple(found[name] for name in form.properties if name in found)


def schema_errors(form: Form, values: Mapping[str, Any]) -> Iterator[FieldError]:
    """Yield what JSON Schema says against the values."""
    for name, value in values.items():
        if name in form.field_validators:
            yield from (_failed(form, name, error) for error in form.field_validators[name].iter_errors(value))
    for error in form.rest_validator.iter_errors(dict(values)):
        if error.validator == "required":
            yield from (_required(form, name) for name in error.validator_value if name not in values)
        elif error.path:
            yield _failed(form, str(error.path[0]), error)


def _required(form: Form, name: str) -> FieldError:
    rule = form.properties[name]
    message = messages.REQUIRED_BY_WIDGET.get(widget(rule), messages.REQUIRED)
    return FieldError(name, message, {"label": rule["title"]})


def _failed(form: Form, name: str, error: ValidationError) -> FieldError:
    rule = form.properties[name]
    keyword, limit = str(error.validator), error.validator_value
    message = messages.message(keyword, limit, pattern_message=rule.get("x-pattern-message"))
    params: dict[str, str | int] = {"label": rule["title"]}
    if isinstance(limit, int):
        params["limit"] = limit
    return FieldError(name, message, params)


def _known_to_the_caller(
    form: Form, values: Mapping[str, Any], choices: Choices, carried: Mapping[str, Any], today: date
) -> Iterator[FieldError]:
    for name, value in values.items():
        rule = form.properties[name]
        if is_carried(rule):
            continue
        if "x-choices" in rule and (message := _not_offered(name, rule, values, choices, carried)):
            yield FieldError(name, message, _labels(form, rule))
        if rule.get("x-latest") == "today" and value > today.isoformat():
            yield FieldError(name, messages.IN_THE_FUTURE, _labels(form, rule))


def _not_offered(
    name: str, rule: Mapping[str, Any], values: Mapping[str, Any], choices: Choices, carried: Mapping[str, Any]
) -> str | None:
    """Return the msgid against a value outside its list; a file must be the field's own, or carried."""
    listed = choices_of(rule, choices)
    value = values[name]
    given = set(value) if isinstance(value, list) else {as_posted(value)}
    if widget(rule) == "attachments":
        listed = tuple(choice for choice in listed if choice.parent == name)
        given -= set(carried.get(name, []))
    if not given <= {choice.value for choice in listed}:
        return messages.NOT_IN_LIST
    parent = values.get(rule.get("x-depends", ""))
    # Where the answer that this one depends on is itself missing or wrong, one complaint is enough.
    if "x-depends" not in rule or parent not in {choice.parent for choice in listed}:
        return None
    fitting = {choice.value for choice in listed if choice.parent == parent}
    return None if given <= fitting else messages.NOT_IN_PARENT


def _labels(form: Form, rule: Mapping[str, Any]) -> dict[str, str | int]:
    labels: dict[str, str | int] = {"label": rule["title"]}
    if "x-depends" in rule:
        labels["parent"] = form.properties[rule["x-depends"]]["title"]
    return labels
