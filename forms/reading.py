"""How a stored value reads for a person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forms.choices import Choice, Choices, choices_of, label_of
from forms.conditions import as_posted
from forms.messages import YES


@dataclass(frozen=True)
class Reader:
    """Hold whose day and whose language the fields are made for."""

    today: date
    translate: Callable[[str], str]
    date_text: Callable[[date], str]


def offered(rule: Mapping[str, Any], choices: Choices, reader: Reader) -> tuple[Choice, ...]:
    """Return a property's choices; the schema's texts are msgids, the caller's are the office's own."""
    listed = choices_of(rule, choices)
    if "enum" not in rule and "enum" not in rule.get("items", {}):
        return listed
    return tuple(
        replace(
            choice,
            label=reader.translate(choice.label),
            hint=reader.translate(choice.hint) if choice.hint else "",
        )
        for choice in listed
    )


def shown(rule: Mapping[str, Any], value: Any, parent: Any, choices: Choices, reader: Reader) -> Iterator[Choice]:
    """Yield what a value, or each of its items, reads as; files keep their links.

    `parent`: the value of the field that this one depends on.
    """
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, bool):
            yield Choice("true", reader.translate(YES))
        elif item is not None:
            text = as_posted(item)
            if rule.get("format") == "date":
                yield Choice(text, _date_text(text, reader))
            else:
                yield _listed(rule, text, parent, choices, reader)


def _listed(rule: Mapping[str, Any], text: str, parent: Any, choices: Choices, reader: Reader) -> Choice:
    source = rule.get("x-choices", "")
    labels = rule.get("x-labels", {})
    if source in choices and not labels:
        return label_of(text, choices[source], as_posted(parent) if "x-depends" in rule else None)
    return Choice(text, reader.translate(labels[text]) if text in labels else text)


def _date_text(text: str, reader: Reader) -> str:
    try:
        return reader.date_text(date.fromisoformat(text))
    except ValueError:
        return text
