"""What can go wrong with a form, named as facts."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


class UnknownForm(LookupError):
    """No form has this name."""


class InvalidForm(ValueError):
    """A schema is no form that Tanggap can show and check; `problems` says why."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{name}: {'; '.join(problems)}")
        self.name = name
        self.problems = problems


@dataclass(frozen=True)
class FieldError:
    """Say what is wrong with one field: a msgid and its parameters, among them the field's label."""

    field: str
    message: str
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def text(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the reader's language; the label is a msgid too."""
        params = dict(self.params)
        if "label" in params:
            params["label"] = translate(str(params["label"]))
        return translate(self.message) % params


class FieldErrors(ValueError):
    """The answers cannot be accepted; `values` holds everything entered, to be shown again."""

    def __init__(self, errors: tuple[FieldError, ...], values: Mapping[str, Any]) -> None:
        super().__init__(", ".join(f"{error.field}: {error.message}" for error in errors))
        self.errors = errors
        self.values = values
