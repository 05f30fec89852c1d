"""A form is one JSON Schema 2020-12 object; this module reads them.

`title` is a label and `description` a hint, both Indonesian msgids. Types: string, integer, boolean and array
of strings. Browser and server obey the same `required`, `minLength`, `maxLength`, `pattern`, `minimum`,
`maximum`, `minItems`, `maxItems`, `enum`, `const` and `format` (date, email). `default` is what a new form
starts with. Conditional fields are if/then/else blocks in `allOf` (see `conditions`). Keywords of our own:

- `x-carry`: "data_pengaduan.judul", or several such places in order: where in the Kelengkapan the value is
- `x-widget`: text, textarea, password, number, date, radio, select, checkbox, checkboxes, attachments, readonly,
  hidden; the server alone provides readonly and hidden fields, whatever the browser posts
- `x-choices`: the list that the caller gives; `x-depends`: the earlier field that decides which part fits
- `x-labels`, `x-hints`: label and explanation of each value
- `x-section`: heading that begins at this field
- `x-autocomplete`, `x-inputmode`: the HTML attributes; `x-accept`: media types of attachments
- `x-pattern-message`: what to say when `pattern` fails; `x-latest`: "today", for a date not in the future
- `x-sets`: what the answer decides about the case: title, category, subcategory, visibility, unit, channel, …
- `x-identity`: true for a field that says who somebody is: it stays covered on a confidential case until a
  reason is given; "always" covers it on every case
- `x-contact`: "phone" or "nik" for a field by which somebody's cases are found again
- `x-by-staff`: keywords that read otherwise when staff fill the form in, such as a title that says "pelapor"
- `x-starting-text`: true for the one text that may begin with an answer template or with an earlier answer
- `x-audience`: "staff" for a field that only staff fill in, when they record a complaint for a citizen
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from forms.conditions import Conditions, required_when, shown_when
from forms.errors import InvalidForm, UnknownForm
from forms.formats import FORMATS
from forms.grammar import NAME, problems

SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Form:
    """Hold a judged schema and the conditions read from it."""

    name: str
    title: str
    description: str
    schema: Mapping[str, Any]
    shown_when: Conditions
    required_when: Conditions

    @property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the fields' schemas in the order of the form."""
        properties: Mapping[str, Mapping[str, Any]] = self.schema["properties"]
        return properties

    @cached_property
    def starting_field(self) -> str:
        """Return the field that may begin with a ready text; empty where the form has none."""
        return next((name for name, rule in self.properties.items() if rule.get("x-starting-text")), "")

    @cached_property
    def field_validators(self) -> Mapping[str, Draft202012Validator]:
        """Return what judges each field's value; left to one validator, they would be made again for every value."""
        return {name: Draft202012Validator(rule, format_checker=FORMATS) for name, rule in self.properties.items()}

    @cached_property
    def rest_validator(self) -> Draft202012Validator:
        """Return what judges everything but the values of the fields."""
        schema = {**self.schema, "properties": dict.fromkeys(self.properties, True)}
        return Draft202012Validator(schema, format_checker=FORMATS)

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the fields that belong to the form as it is filled in.

        A condition reads only earlier fields, so one pass in order is enough, here and in the browser.
        """
        kept: dict[str, Any] = {}
        for name in self.properties:
            if name in values and all(condition.met(kept) for condition in self.shown_when.get(name, ())):
                kept[name] = values[name]
        return kept


@cache
def load(name: str, *, by_staff: bool = False) -> Form:
    """Return a packaged form, with the fields for staff only when `by_staff`; raises UnknownForm."""
    path = SCHEMAS / f"{name}.json"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UnknownForm(name)
    schema = json.loads(path.read_text("utf-8"))
    return parse(name, _for_staff(schema) if by_staff else _for_everyone(schema))


def parse(name: str, schema: Mapping[str, Any]) -> Form:
    """Judge a schema and return its form; raises InvalidForm with every problem found."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise InvalidForm(name, (error.message,)) from error
    if found := tuple(problems(schema)):
        raise InvalidForm(name, found)
    return Form(
        name=name,
        title=schema["title"],
        description=schema.get("description", ""),
        schema=schema,
        shown_when=shown_when(schema),
        required_when=required_when(schema),
    )


def _for_staff(schema: dict[str, Any]) -> dict[str, Any]:
    """Word the form for an officer, and switch autocompletion off: it would fill in her own name and address."""
    for rule in schema["properties"].values():
        rule.update(rule.pop("x-by-staff", {}))
        if "x-autocomplete" in rule:
            rule["x-autocomplete"] = "off"
    return schema


def _for_everyone(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema["properties"]
    dropped = {name for name, rule in properties.items() if rule.get("x-audience") == "staff"}
    kept = {name: rule for name, rule in properties.items() if name not in dropped}
    required = [name for name in schema.get("required", []) if name not in dropped]
    # A condition on an answer that nobody is asked for would never hold, or always.
    blocks = [block for block in schema.get("allOf", []) if not dropped & set(block["if"]["properties"])]
    conditions = {"allOf": blocks} if blocks else {}
    return {
        **{word: schema[word] for word in schema if word != "allOf"},
        "properties": kept,
        "required": required,
        **conditions,
    }


def names() -> frozenset[str]:
    """Return the names of the packaged forms."""
    return frozenset(path.stem for path in SCHEMAS.glob("*.json"))
