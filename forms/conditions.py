"""When a field is shown and when it is required, read from the if/then/else blocks of a schema.

A block reads `{"if": {"properties": {"jenis": {"const": "informasi"}}, "required": ["jenis"]}, "then": …,
"else": …}`. In a branch, `"required": ["x"]` asks for x and `"properties": {"x": false}` takes x away.
All of it is plain JSON Schema.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Conditions = Mapping[str, tuple["Condition", ...]]


@dataclass(frozen=True)
class Condition:
    """Hold the test of one if-block and the side of it that is meant."""

    tests: Mapping[str, tuple[str, ...]]
    holds: bool

    def met(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the values stand on the meant side; an absent field passes no test."""
        passed = all(as_posted(values.get(name)) in allowed for name, allowed in self.tests.items())
        return passed is self.holds

    def as_json(self) -> dict[str, Any]:
        """Return what the browser needs to judge the same."""
        return {"tests": {name: list(allowed) for name, allowed in self.tests.items()}, "holds": self.holds}


def as_posted(value: Any) -> str:
    """Return a single value as a browser would post it; an absent value is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    return str(value)


def shown_when(schema: Mapping[str, Any]) -> Conditions:
    """Return, by field, conditions that must all be met for the field to belong to the form."""
    return _collect(
        (name, Condition(tests, not side))
        for tests, side, branch in _branches(schema)
        for name, rule in branch.get("properties", {}).items()
        if rule is False
    )


def required_when(schema: Mapping[str, Any]) -> Conditions:
    """Return, by field, conditions of which any one makes the field required."""
    return _collect(
        (name, Condition(tests, side))
        for tests, side, branch in _branches(schema)
        for name in branch.get("required", [])
    )


def block_problems(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield what makes an if-block unreadable for the browser or dependent on a later field."""
    names: Sequence[str] = list(schema["properties"])
    for number, block in enumerate(schema.get("allOf", []), start=1):
        test = block.get("if", {})
        read = set(test.get("properties", {}))
        if not read or read - set(names) or set(test.get("required", [])) != read:
            yield f"allOf block {number}: the if must name existing properties and require each of them"
        elif any(set(rule) - {"const", "enum"} or len(rule) != 1 for rule in test["properties"].values()):
            yield f"allOf block {number}: the if may only compare with const or enum"
        elif any(schema["properties"][name].get("type") == "array" for name in read):
            yield f"allOf block {number}: the if may not read a list"
        else:
            yield from _branch_problems(block, number, names, max(names.index(name) for name in read))


def _branch_problems(block: Mapping[str, Any], number: int, names: Sequence[str], last: int) -> Iterator[str]:
    for branch in (block.get("then", {}), block.get("else", {})):
        properties = branch.get("properties", {})
        if set(branch) - {"required", "properties"} or any(rule is not False for rule in properties.values()):
            yield f"allOf block {number}: a branch may only hold required names and properties that are false"
        for name in [*branch.get("required", []), *properties]:
            if name not in names:
                yield f"allOf block {number}: unknown property {name}"
            elif names.index(name) <= last:
                yield f"allOf block {number}: {name} must come after the properties that decide about it"


def _branches(
    schema: Mapping[str, Any],
) -> Iterator[tuple[Mapping[str, tuple[str, ...]], bool, Mapping[str, Any]]]:
    for block in schema.get("allOf", []):
        tests = {name: _allowed(rule) for name, rule in block["if"]["properties"].items()}
        yield tests, True, block.get("then", {})
        yield tests, False, block.get("else", {})


def _allowed(rule: Mapping[str, Any]) -> tuple[str, ...]:
    values = rule["enum"] if "enum" in rule else [rule["const"]]
    return tuple(as_posted(value) for value in values)


def _collect(pairs: Iterator[tuple[str, Condition]]) -> Conditions:
    found: dict[str, tuple[Condition, ...]] = {}
    for name, condition in pairs:
        found[name] = (*found.get(name, ()), condition)
    return found
