"""Forms of pages that are no rows of the SOP: their schemas lie in `schemas/` beside the views."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import request

import forms.answers
import forms.fields
import forms.schema
from app import times
from app.i18n import gettext
from app.office import current_office
from forms.choices import Choices
from forms.errors import FieldError
from forms.fields import Field
from forms.schema import Form

NOTHING: Mapping[str, Any] = MappingProxyType({})
NO_CHOICES: Choices = MappingProxyType({})


@cache
def load(folder: Path, name: str) -> Form:
    """Return the form of a page, from the folder of its schemas."""
    return forms.schema.parse(name, json.loads((folder / f"{name}.json").read_text("utf-8")))


def posted() -> dict[str, list[str]]:
    """Return every posted value by name, as the forms package reads them."""
    return request.form.to_dict(flat=False)


def answers(form: Form, choices: Choices = NO_CHOICES) -> dict[str, Any]:
    """Return the checked answers of this request. Raises FieldErrors."""
    return forms.answers.check(form, posted(), choices, today=today())


def shown(
    form: Form,
    values: Mapping[str, Any] = NOTHING,
    choices: Choices = NO_CHOICES,
    errors: Sequence[FieldError] = (),
) -> tuple[Field, ...]:
    """Return the fields of any form in the language of this request."""
    return forms.fields.fields(form, values, choices, errors, today=today(), translate=gettext, date_text=times.day)


def read(form: Form, document: Mapping[str, Any], choices: Choices) -> tuple[Field, ...]:
    """Return what a document says, for reading, in the language of this request."""
    return forms.fields.document_fields(form, document, choices, today=today(), translate=gettext, date_text=times.day)


def refusal(field: str, sentence: str) -> FieldError:
    """Return an error whose sentence is translated already."""
    return FieldError(field, sentence.replace("%", "%%"))


def today() -> date:
    """Return the date in the office's zone."""
    return times.local(current_office().now()).date()
