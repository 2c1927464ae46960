"""Asks jsonschema-rs whether one set of values contains another, where a comparison word by word can't tell.

It never errs to the safe side: what it does not know it says it does not know.
"""

import json
from collections.abc import Callable
from typing import TypeVar

from jsonschema_rs import CanonicalSchema, Draft202012, Draft202012Validator, ValidationError, canonical, canonicalize

from contracts.diff.compare.schemas.cases import Case, CaseReader
from contracts.diff.compare.schemas.expansion import CantExpand, Expansion
from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.reading import Reader
from contracts.diff.decide.levels import UNKNOWN, Direction, Effect, Tri
from contracts.diff.read.json_values import JsonValue
from contracts.diff.read.json_values import canonical as text_of_value

Value = TypeVar("Value")
_UNSUPPORTED = (canonical.UnsupportedOperand, canonical.UnsupportedResult, canonical.IncompatibleOperands)
# The text of what allows nothing.
NEVER = "false"


class Meanings:
    """What the schemas of one document mean in one direction, each worked out once."""

    def __init__(self, reader: Reader, cases: CaseReader, direction: Direction) -> None:
        self._reader = reader
        self._expansion = Expansion(reader, cases, direction)
        self._expanded: dict[tuple[str, ...], JsonValue] = {}
        self._canonical: dict[tuple[str, ...], CanonicalSchema | None] = {}
        self._texts: dict[tuple[str, ...], str] = {}
        self._validators: dict[tuple[str, ...], Draft202012Validator | None] = {}

    def canonical(self, node: Node) -> CanonicalSchema | None:
        """The canonical form; None where there is none, as of a schema that refers to itself."""
        return _once(self._canonical, self._key(node), lambda: _canonical(self._written(node)))

    def canonical_of_case(self, case: Case) -> CanonicalSchema | None:
        """The same of one case of a union."""
        key = ("", *self._key(case.members))
        return _once(self._canonical, key, lambda: _canonical(self._expand(case.members)))

    def text_of_case(self, case: Case) -> str:
        """The same of one case."""
        return _text(case.members, self.canonical_of_case(case))

    def text(self, node: Node) -> str:
        """A text that is the same for schemas that are the same, and mostly for those that mean the same."""
        return _once(self._texts, self._key(node), lambda: _text(node, self.canonical(node)))

    def allows(self, node: Node, value: JsonValue) -> bool | None:
        """Whether a value is allowed; None where that can't be told."""
        validator = _once(self._validators, self._key(node), lambda: _validator(self._written(node)))
        return None if validator is None else validator.is_valid(value)

    def _key(self, node: Node) -> tuple[str, ...]:
        return tuple(place.at for place in node)

    def _written(self, node: Node) -> JsonValue:
        return _once(self._expanded, self._key(node), lambda: self._expand(node))

    def _expand(self, node: Node) -> JsonValue:
        try:
            return self._expansion.of(node)
        except CantExpand:
            return None


def effect_of(old: CanonicalSchema | None, new: CanonicalSchema | None) -> Effect:
    """What it does to the set of values that one schema became the other."""
    if old is None or new is None:
        return UNKNOWN
    return Effect(_missing(old, new), _missing(new, old))


def effect_of_patterns(old: list[str], new: list[str]) -> Effect:
    """The same of strings that must match some patterns, and then others."""
    return effect_of(_canonical(_matching(old)), _canonical(_matching(new)))


def apart(one: CanonicalSchema | None, other: CanonicalSchema | None) -> bool:
    """Whether it is proven that no value matches both."""
    if one is None or other is None:
        return False
    try:
        return one.intersect(other).satisfiability() == canonical.Satisfiability.NO
    except _UNSUPPORTED:
        return False


def _matching(patterns: list[str]) -> JsonValue:
    return {"type": "string", "allOf": [{"pattern": pattern} for pattern in patterns]}


def _text(node: Node, form: CanonicalSchema | None) -> str:
    if form is not None:
        if form.satisfiability() == canonical.Satisfiability.NO:
            return NEVER
        return json.dumps(form.to_json_schema(), sort_keys=True, default=str)
    return " & ".join(sorted(text_of_value(place.value) for place in node))


def _missing(these: CanonicalSchema, those: CanonicalSchema) -> Tri:
    """Whether some of these values are not among those."""
    try:
        contained = those.covers(these)
    except _UNSUPPORTED:
        return Tri.MAYBE
    if contained == canonical.Containment.YES:
        return Tri.NO
    return Tri.YES if contained == canonical.Containment.NO else Tri.MAYBE


def _canonical(schema: JsonValue) -> CanonicalSchema | None:
    if not isinstance(schema, bool | dict):
        return None
    try:
        return canonicalize(schema, draft=Draft202012, validate_formats=True)
    except (ValidationError, canonical.CanonicalizationError, ValueError):
        return None


def _validator(schema: JsonValue) -> Draft202012Validator | None:
    if not isinstance(schema, bool | dict):
        return None
    try:
        return Draft202012Validator(schema, validate_formats=True)
    except (ValidationError, ValueError):
        return None


def _once(known: dict[tuple[str, ...], Value], key: tuple[str, ...], find: Callable[[], Value]) -> Value:
    if key not in known:
        known[key] = find()
    return known[key]
