"""Uses jsonschema-rs to decide whether one set of values contains another, where comparing keywords can't.

If it can't prove the answer, it returns that the answer is unknown.
"""

import json
from collections.abc import Callable
from typing import TypeVar

from jsonschema_rs import CanonicalSchema, Draft202012, ValidationError, canonical, canonicalize

from contracts.diff.compare.schemas.cases import Case, CaseReader
from contracts.diff.compare.schemas.expansion import CantExpand, Expansion
from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.reading import Reader
from contracts.diff.decide.levels import UNKNOWN, Direction, Effect, Tri
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue
from contracts.diff.read.json_values import canonical as text_of_value
from contracts.runtime.schemas import Schema

Value = TypeVar("Value")
_UNSUPPORTED = (canonical.UnsupportedOperand, canonical.UnsupportedResult, canonical.IncompatibleOperands)
# The text of a schema that allows nothing.
NEVER = "false"


class Meanings:
    """The meanings of one document's schemas in one direction; each is computed once."""

    def __init__(self, reader: Reader, cases: CaseReader, direction: Direction) -> None:
        self._reader = reader
        self._expansion = Expansion(reader, cases, direction)
        self._expanded: dict[tuple[str, ...], JsonValue] = {}
        self._canonical: dict[tuple[str, ...], CanonicalSchema | None] = {}
        self._texts: dict[tuple[str, ...], str] = {}
        self._written: dict[tuple[str, ...], JsonValue] = {}
        self._validators: dict[tuple[str, ...], Schema | None] = {}

    def canonical(self, node: Node) -> CanonicalSchema | None:
        """Return the canonical form; None if there is none, for example for a recursive schema."""
        return _memoised(self._canonical, self._key(node), lambda: _canonical(self._expanded_form(node)))

    def canonical_of_case(self, case: Case) -> CanonicalSchema | None:
        """Return the canonical form of one case of a union, without what is said of unevaluated parts: the members of a
        case stand side by side, where that keyword would not see what the others evaluate."""
        key = ("", *self._key(case.members))
        members = tuple(Place(_without_unevaluated(member.value), member.at) for member in case.members)
        return _memoised(self._canonical, key, lambda: _canonical(self._expand(members)))

    def text_of_case(self, case: Case) -> str:
        """Return the text of one case; see `text`."""
        return _text(case.members, self.canonical_of_case(case))

    def text(self, node: Node) -> str:
        """Return a text that is equal for equal schemas, and mostly also for schemas with the same meaning."""
        return _memoised(self._texts, self._key(node), lambda: _text(node, self.canonical(node)))

    def allows(self, node: Node, value: JsonValue) -> bool | None:
        """Return whether a value is allowed; None if it can't be decided."""
        validator = _memoised(self._validators, self._key(node), lambda: _validator(self.written(node)))
        return None if validator is None else validator.accepts(value)

    def written(self, node: Node) -> JsonValue:
        """Return the schema as one of JSON Schema, with definitions where it contains itself; None if it is too
        large."""
        return _memoised(self._written, self._key(node), lambda: self._expand(node, self._expansion.with_definitions))

    def _key(self, node: Node) -> tuple[str, ...]:
        return tuple(place.at for place in node)

    def _expanded_form(self, node: Node) -> JsonValue:
        return _memoised(self._expanded, self._key(node), lambda: self._expand(node))

    def _expand(self, node: Node, write: Callable[[Node], JsonValue] | None = None) -> JsonValue:
        try:
            return (write or self._expansion.of)(node)
        except CantExpand:
            return None


def effect_of(old: CanonicalSchema | None, new: CanonicalSchema | None) -> Effect:
    """Return the effect on the set of values when one schema is replaced by the other."""
    if old is None or new is None:
        return UNKNOWN
    return Effect(_missing(old, new), _missing(new, old))


def effect_of_patterns(old: list[str], new: list[str]) -> Effect:
    """Return the effect on strings when some patterns are replaced by others."""
    return effect_of(_canonical(_matching(old)), _canonical(_matching(new)))


def proven_disjoint(one: CanonicalSchema | None, other: CanonicalSchema | None) -> bool:
    """Return whether it is proven that no value matches both."""
    if one is None or other is None:
        return False
    try:
        return one.intersect(other).satisfiability() == canonical.Satisfiability.NO
    except _UNSUPPORTED:
        return False


def _matching(patterns: list[str]) -> JsonValue:
    return {"type": "string", "allOf": [{"pattern": pattern} for pattern in patterns]}


def _without_unevaluated(schema: JsonValue) -> JsonValue:
    if not isinstance(schema, dict):
        return schema
    return {key: part for key, part in schema.items() if key not in ("unevaluatedItems", "unevaluatedProperties")}


def _text(node: Node, form: CanonicalSchema | None) -> str:
    if form is not None:
        if form.satisfiability() == canonical.Satisfiability.NO:
            return NEVER
        return json.dumps(form.to_json_schema(), sort_keys=True, default=str)
    return " & ".join(sorted(text_of_value(place.value) for place in node))


def _missing(these: CanonicalSchema, those: CanonicalSchema) -> Tri:
    """Return whether some values of the first schema are not allowed by the second."""
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


def _validator(schema: JsonValue) -> Schema | None:
    """Return the validator that generated servers have."""
    if not isinstance(schema, bool | dict):
        return None
    try:
        return Schema(schema if isinstance(schema, dict) else {} if schema else {"not": {}}, {})
    except (ValidationError, ValueError):
        return None


def _memoised(known: dict[tuple[str, ...], Value], key: tuple[str, ...], find: Callable[[], Value]) -> Value:
    if key not in known:
        known[key] = find()
    return known[key]
