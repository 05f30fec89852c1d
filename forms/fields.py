"""From a form and its values to the fields that a template renders, in the reader's language."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from forms.choices import Choice, Choices
from forms.conditions import Condition, as_posted
from forms.errors import FieldError
from forms.grammar import is_carried, widget
from forms.native import attributes
from forms.reading import Reader, offered, shown
from forms.schema import Form

Groups = tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True)
class Field:
    """Hold all that a template needs to show one field; every text is translated already.

    `value`: a single value as posted. `values`: the chosen ones of a group. `groups`: choices by heading, one
    group with an empty heading where nothing depends. `parent`: the value of the field that `depends` names.
    `shown`: what the value reads as, with links for files. `attributes`: native constraints. `shown_when`,
    `required_when`: conditions as JSON for the browser.
    """

    name: str
    id: str
    label: str
    widget: str
    section: str
    shown: tuple[Choice, ...]
    hint: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    groups: Groups = ()
    depends: str = ""
    parent: str = ""
    is_required: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    shown_when: str = ""
    required_when: str = ""
    error: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the choices of all groups."""
        return tuple(choice for _, group in self.groups for choice in group)


def unchanged(text: str) -> str:
    """Return the msgid itself: Indonesian, the language of the schemas."""
    return text


def fields(
    form: Form,
    values: Mapping[str, Any],
    choices: Choices,
    errors: Sequence[FieldError] = (),
    *,
    today: date,
    translate: Callable[[str], str] = unchanged,
    date_text: Callable[[date], str] = date.isoformat,
) -> tuple[Field, ...]:
    """Return the form's fields in order, without the hidden ones: they are no business of the browser."""
    reader = Reader(today, translate, date_text)
    texts = {error.field: error.text(translate) for error in errors}
    found = []
    for name, rule in form.properties.items():
        if widget(rule) == "hidden" or (is_carried(rule) and name not in values):
            continue
        one = _described(name, rule, values, choices, reader)
        if not is_carried(rule):
            one = _editable(one, form, values, choices, reader)
        found.append(replace(one, error=texts.get(name, "")))
    return tuple(found)


def document_fields(
    form: Form,
    document: Mapping[str, Any],
    choices: Choices,
    *,
    today: date,
    translate: Callable[[str], str] = unchanged,
    date_text: Callable[[date], str] = date.isoformat,
) -> tuple[Field, ...]:
    """Return what a document says, field by field, for reading; `form` is the one that wrote it."""
    reader = Reader(today, translate, date_text)
    return tuple(
        replace(_described(name, rule, document, choices, reader), widget="readonly")
        for name, rule in form.properties.items()
        if name in document
    )


def _described(
    name: str, rule: Mapping[str, Any], values: Mapping[str, Any], choices: Choices, reader: Reader
) -> Field:
    parent = values.get(rule.get("x-depends", ""))
    return Field(
        name=name,
        id=f"isian-{name}",
        label=reader.translate(rule["title"]),
        widget=widget(rule),
        section=reader.translate(rule["x-section"]) if "x-section" in rule else "",
        shown=tuple(shown(rule, values.get(name), parent, choices, reader)),
    )


def _editable(one: Field, form: Form, values: Mapping[str, Any], choices: Choices, reader: Reader) -> Field:
    rule = form.properties[one.name]
    # A password is never sent back to the browser.
    value = None if one.widget == "password" else values.get(one.name)
    chosen = tuple(str(item) for item in value) if isinstance(value, list) else (as_posted(value),)
    is_required = one.name in form.schema.get("required", [])
    return replace(
        one,
        hint=reader.translate(rule["description"]) if "description" in rule else "",
        value=chosen[0] if chosen else "",
        values=chosen,
        groups=_groups(one, form, chosen, choices, reader),
        depends=rule.get("x-depends", ""),
        parent=as_posted(values.get(rule.get("x-depends", ""))),
        is_required=is_required,
        attributes=attributes(rule, reader, is_required=is_required),
        shown_when=_as_json(form.shown_when.get(one.name, ())),
        required_when=_as_json(form.required_when.get(one.name, ())),
    )


def _groups(one: Field, form: Form, chosen: Sequence[str], choices: Choices, reader: Reader) -> Groups:
    rule = form.properties[one.name]
    listed = offered(rule, choices, reader)
    if one.widget == "attachments":
        mine = tuple(choice for choice in listed if choice.parent == one.name or choice.value in chosen)
        return (("", mine),) if mine else ()
    if "x-depends" not in rule:
        return (("", listed),) if listed else ()
    parents = offered(form.properties[rule["x-depends"]], choices, reader)
    groups = ((parent.label, tuple(choice for choice in listed if choice.parent == parent.value)) for parent in parents)
    return tuple((label, group) for label, group in groups if group)


def _as_json(conditions: Sequence[Condition]) -> str:
    return json.dumps([condition.as_json() for condition in conditions]) if conditions else ""
