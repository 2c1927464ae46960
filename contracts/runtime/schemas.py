"""Validators compiled from the contract's own schemas; they decide, and Pydantic types what they let through."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import NoneType
from typing import Any, get_args, get_origin

from jsonschema_rs import Draft202012Validator, FancyRegexOptions, ValidationError
from typing_extensions import TypeForm

from .json_types import JsonObject, JsonValue
from .numbers import JsonNumber
from .schema_parts import COMPONENT, SchemaParts

_SCALAR_TYPES: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    JsonNumber: "number",
    bool: "boolean",
    None: "null",
    NoneType: "null",
}
_SCHEMA_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
# Their values are values, in which "$ref" is a member like any other.
_LITERALS = frozenset({"const", "enum", "default", "example", "examples"})
# A pattern that would backtrack without end is given up; the value then counts as not matching.
PATTERNS = FancyRegexOptions(backtrack_limit=1_000_000)
MARK = "readOnly"
MOST_PARTS = 1000
"""Of a value whose mistakes are all told."""


class Schema:
    """One compiled schema (JSON Schema 2020-12, formats asserted)."""

    def __init__(self, schema: JsonObject, components: JsonObject) -> None:
        self._document: JsonObject = {**schema, "components": {"schemas": dict(components)}}
        self._validator = Draft202012Validator(self._document, validate_formats=True, pattern_options=PATTERNS)
        self.accepts: Callable[[JsonValue], bool] = self._validator.is_valid
        """Whether a value is one that the schema allows. The validator's own: every value is put before it."""

    def errors(self, value: JsonValue) -> Iterator[ValidationError]:
        """Every reason for which it is not; of a value with more than `MOST_PARTS` parts the first alone, since the
        validator finds all before it tells one, and they may be as many (CWE-400)."""
        if not _has_more_parts(value):
            return self._validator.iter_errors(value)
        try:
            self._validator.validate(value)
        except ValidationError as first:
            return iter([first])
        return iter(())

    def pattern_words(self) -> Mapping[str, str]:
        """What the contract says of its patterns in words, `x-pattern-says` beside each."""
        found: dict[str, str] = {}
        pending: list[JsonValue | JsonObject] = [self._document]
        while pending:
            part = pending.pop()
            if isinstance(part, list):
                pending.extend(part)
            elif isinstance(part, Mapping):
                pending.extend(part.values())
                pattern, words = part.get("pattern"), part.get("x-pattern-says")
                if isinstance(pattern, str) and isinstance(words, str):
                    found[pattern] = words
        return found


class Schemas(SchemaParts):
    """The component schemas of a contract, which other schemas refer to as `#/components/schemas/Name`."""

    def but(self, others: JsonObject) -> "Schemas":
        """The same, with these in the place of those of their names."""
        return Schemas({**self._components, **others}) if others else self

    def of(self, type_: TypeForm[object]) -> JsonObject:
        """The schema of a type that the generated code names: a model's is the component of its name."""
        name = _SCALAR_TYPES.get(type_)
        if name is not None:
            return {"type": name}
        if type_ is Any:
            return {}
        if get_origin(type_) is list:
            return {"type": "array", "items": dict(self.of(get_args(type_)[0]))}
        model = getattr(type_, "__name__", "")
        if model not in self._components:
            raise LookupError(f"the contract has no schema for the type {type_}")
        return {"$ref": f"{COMPONENT}{model}"}

    def compile(self, schema: JsonObject) -> Schema:
        """Compile a schema together with those components that it reaches."""
        return Schema(schema, {name: self._components[name] for name in sorted(self._reachable(schema))})

    def has_read_only(self, schema: JsonValue | JsonObject) -> bool:
        """Whether a member that is marked `readOnly` may be somewhere within the values of a schema."""
        return any(one == MARK or one in self._read_only for one in _marks_and_references(schema))

    @cached_property
    def _read_only(self) -> frozenset[str]:
        """The references to components that lead to a mark."""
        known = {f"{COMPONENT}{name}": {*_marks_and_references(one)} for name, one in self._components.items()}
        found = {MARK}
        while more := {reference for reference, said in known.items() if said & found} - found:
            found |= more
        return frozenset(found - {MARK})

    def _reachable(self, schema: JsonValue | JsonObject) -> set[str]:
        found: set[str] = set()
        pending = [schema]
        while pending:
            part = pending.pop()
            if isinstance(part, list):
                pending.extend(part)
            elif isinstance(part, Mapping):
                for key, value in part.items():
                    if key in _SCHEMA_MAPS and isinstance(value, dict):
                        pending.extend(value.values())
                    elif key not in _LITERALS:
                        pending.append(value)
                reference = part.get("$ref")
                if isinstance(reference, str) and (name := reference.removeprefix(COMPONENT)) not in found:
                    found.add(name)
                    pending.append(self._components[name])
        return found


def _marks_and_references(schema: JsonValue | JsonObject) -> Iterator[str]:
    """`readOnly` for each mark, and every reference."""
    pending = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, Mapping):
            pending.extend(part.values())
            if part.get(MARK) is True:
                yield MARK
            if isinstance(part.get("$ref"), str):
                yield str(part["$ref"])


def _has_more_parts(value: JsonValue) -> bool:
    pending, parts = [value], 0
    while pending and parts <= MOST_PARTS:
        part = pending.pop()
        if isinstance(part, dict):
            part = list(part.values())
        if isinstance(part, list):
            parts += len(part)
            pending.extend(part[: MOST_PARTS + 1])
    return parts > MOST_PARTS


__all__ = ["MARK", "MOST_PARTS", "PATTERNS", "Schema", "Schemas"]
