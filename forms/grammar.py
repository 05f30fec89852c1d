"""Which JSON Schemas are forms: the widgets, the keywords of our own, and what is wrong with a schema."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from forms.conditions import block_problems

CARRIED_WIDGETS = frozenset({"readonly", "hidden"})
TYPES_OF_WIDGETS = {
    "text": {"string"},
    "textarea": {"string"},
    "password": {"string"},
    "date": {"string"},
    "number": {"integer"},
    "radio": {"string", "integer"},
    "select": {"string", "integer"},
    "checkbox": {"boolean"},
    "checkboxes": {"array"},
    "attachments": {"array"},
    "readonly": {"string", "integer", "boolean", "array"},
    "hidden": {"string", "integer", "boolean", "array"},
}
OWN_KEYWORDS = frozenset(
    {
        "x-accept",
        "x-audience",
        "x-autocomplete",
        "x-by-staff",
        "x-carry",
        "x-choices",
        "x-contact",
        "x-depends",
        "x-hints",
        "x-identity",
        "x-inputmode",
    }
    | {"x-labels", "x-latest", "x-pattern-message", "x-section", "x-sets", "x-starting-text", "x-widget"}
)
KEYWORDS_AT_THE_TOP = frozenset(
    {
        "$schema",
        "$id",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "allOf",
        "additionalProperties",
    }
)
# The engine's own words beside the routing fields of a document: a field must never stand in their place.
RESERVED_NAMES = frozenset({"dokumen", "sha256"})
NAME = re.compile(r"[a-z][a-z0-9_]*")


def widget(rule: Mapping[str, Any]) -> str:
    """Return the widget that shows a property."""
    if "x-widget" in rule:
        return str(rule["x-widget"])
    if rule["type"] == "array":
        return "attachments" if "x-choices" in rule else "checkboxes"
    if "enum" in rule or "x-choices" in rule:
        return "select"
    if rule.get("format") == "date":
        return "date"
    return {"boolean": "checkbox", "integer": "number"}.get(rule["type"], "text")


def is_carried(rule: Mapping[str, Any]) -> bool:
    """Tell whether the server alone provides the value."""
    return widget(rule) in CARRIED_WIDGETS


def problems(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield what keeps a valid JSON Schema from being a form."""
    if schema.get("type") != "object" or not schema.get("title") or not schema.get("properties"):
        yield "a form is an object with a title and properties"
        return
    if unknown := set(schema) - KEYWORDS_AT_THE_TOP:
        yield f"unknown keywords at the top: {sorted(unknown)}"
    if unknown := set(schema.get("required", [])) - set(schema["properties"]):
        yield f"required, but no properties: {sorted(unknown)}"
    before: set[str] = set()
    for name, rule in schema["properties"].items():
        yield from (f"{name}: {problem}" for problem in _property_problems(name, rule, before))
        before.add(name)
    yield from block_problems(schema)


def _property_problems(name: str, rule: Any, before: set[str]) -> Iterator[str]:
    if not NAME.fullmatch(name) or name in RESERVED_NAMES:
        yield "this name is reserved or badly formed"
    if not isinstance(rule, dict) or rule.get("type") not in TYPES_OF_WIDGETS["hidden"]:
        yield "the type must be string, integer, boolean or array"
        return
    if not rule.get("title"):
        yield "a label (title) is missing"
    if rule["type"] not in TYPES_OF_WIDGETS.get(widget(rule), ()):
        yield f"widget {widget(rule)} cannot show the type {rule['type']}"
    yield from _keyword_problems(rule, before)


def _keyword_problems(rule: Mapping[str, Any], before: set[str]) -> Iterator[str]:
    if unknown := {word for word in rule if word.startswith("x-")} - OWN_KEYWORDS:
        yield f"unknown keywords {sorted(unknown)}"
    if is_carried(rule) and "x-carry" not in rule:
        yield "a readonly or hidden field must be carried from a document"
    if rule.get("x-identity", True) not in (True, "always"):
        yield 'x-identity must be true or "always"'
    if "x-depends" in rule and rule["x-depends"] not in before:
        yield "x-depends must name an earlier field"
    if "pattern" in rule and not re.fullmatch(r"\^.*\$", rule["pattern"]):
        yield "a pattern must begin with ^ and end with $, as in HTML"
