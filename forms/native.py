"""The native HTML constraints that say what a property's schema says."""

from collections.abc import Mapping
from typing import Any

from forms.grammar import widget
from forms.reading import Reader

LIMITS = {"minLength": "minlength", "maxLength": "maxlength", "minimum": "min", "maximum": "max"}
SINGLE_LINE = frozenset({"text", "password", "number", "date"})
# HTML knows no "required" for a group of checkboxes, and a file chosen earlier leaves the file input empty.
NEVER_REQUIRED = frozenset({"checkboxes", "attachments"})


def attributes(rule: Mapping[str, Any], reader: Reader, *, is_required: bool) -> dict[str, str]:
    """Return the attributes of the property's control; a required one is required in every case."""
    shape = widget(rule)
    found = {html: rule[f"x-{html}"] for html in ("autocomplete", "inputmode") if f"x-{html}" in rule}
    if is_required and shape not in NEVER_REQUIRED:
        found["required"] = "required"
    if shape in SINGLE_LINE | {"textarea"}:
        found |= {html: str(rule[word]) for word, html in LIMITS.items() if word in rule}
    if shape in SINGLE_LINE:
        found["type"] = _input_type(rule, shape)
        found |= _pattern(rule, reader)
    if rule.get("x-latest") == "today":
        found["max"] = reader.today.isoformat()
    if shape == "attachments":
        found |= _files(rule)
    return found


def _files(rule: Mapping[str, Any]) -> dict[str, str]:
    found = {"accept": ",".join(rule["x-accept"])} if "x-accept" in rule else {}
    return found if rule.get("maxItems") == 1 else found | {"multiple": "multiple"}


def _input_type(rule: Mapping[str, Any], shape: str) -> str:
    if rule.get("format") == "email":
        return "email"
    return "tel" if rule.get("x-inputmode") == "tel" else shape


def _pattern(rule: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    """Return the pattern without its anchors, which HTML adds itself, and the sentence to show with it."""
    if "pattern" not in rule:
        return {}
    found = {"pattern": rule["pattern"].removeprefix("^").removesuffix("$")}
    if "x-pattern-message" in rule:
        found["title"] = reader.translate(rule["x-pattern-message"]) % {"label": reader.translate(rule["title"])}
    return found
