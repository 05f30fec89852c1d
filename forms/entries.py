"""From what a browser posted to typed values: cleaned, never refused."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from forms.conditions import as_posted
from forms.grammar import is_carried, widget
from forms.schema import Form

# Control characters and half surrogates cannot be shown; direction overrides make a text read as another.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
CHECKED = frozenset({"true", "on", "1", "ya"})


def clean(form: Form, raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the entered values, typed where they can be: what a draft keeps and what a form shows again.

    Unknown fields, carried fields and empty answers are left out; a text that is no number stays a text.
    """
    entered = {
        name: _value(rule, raw[name])
        for name, rule in form.properties.items()
        if raw.get(name) and not is_carried(rule)
    }
    return {name: value for name, value in entered.items() if value not in ("", [], None)}


def posted(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return typed values as a browser would post them."""
    return {
        name: list(map(str, value)) if isinstance(value, list) else [as_posted(value)] for name, value in values.items()
    }


def clean_text(text: str, *, multiline: bool) -> str:
    """Return the text in NFC, with LF as the only line end and without unprintable characters, trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))
    if multiline:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return " ".join(text.split())


def _value(rule: Mapping[str, Any], posted: Sequence[str]) -> Any:
    if widget(rule) == "password":
        # Every character of a password counts; only the two ways to write an accented letter are made one.
        return unicodedata.normalize("NFC", posted[-1])
    multiline = widget(rule) == "textarea"
    texts = [clean_text(text, multiline=multiline) for text in posted]
    if rule["type"] == "array":
        return [text for text in dict.fromkeys(texts) if text]
    text = texts[-1]
    if rule["type"] == "boolean":
        return True if text.lower() in CHECKED else None
    if rule["type"] == "integer" and INTEGER.fullmatch(text):
        return int(text)
    return text
