"""The rules for schemas: the place of a schema, and the changes with their effect on the set of values."""

from collections.abc import Mapping
from typing import TypeAlias

from contracts.diff.decide.levels import DIFFERS, NARROWS, UNKNOWN, WIDENS, Direction, Effect, Level

_REQUEST, _RESPONSE = Direction.REQUEST, Direction.RESPONSE
_B, _P, _S = (Level.BREAKING,), (Level.POSSIBLY,), (Level.SAFE,)
_Levels: TypeAlias = Mapping[Direction, tuple[Level, ...]]

PLACES: dict[str, tuple[Direction, str]] = {
    "request-parameter": (_REQUEST, "a parameter"),
    "request-parameter-property": (_REQUEST, "a part of a parameter"),
    "request-body": (_REQUEST, "the body of a request"),
    "request-property": (_REQUEST, "a part of a request's body"),
    "response-body": (_RESPONSE, "the body of a response"),
    "response-property": (_RESPONSE, "a part of a response's body"),
    "response-header": (_RESPONSE, "a header of a response"),
    "response-header-property": (_RESPONSE, "a part of a response's header"),
}


def _by(request: tuple[Level, ...], response: tuple[Level, ...]) -> _Levels:
    return {_REQUEST: request, _RESPONSE: response}


# A change of the set of values has an effect; any other change has a level for each direction.
SCHEMA_RULES: dict[str, tuple[Effect | _Levels, str]] = {
    # Any value
    "type-widened": (WIDENS, "values of another type are allowed too"),
    "type-narrowed": (NARROWS, "values of a type are no longer allowed"),
    "type-changed": (DIFFERS, "values are of another type"),
    "became-nullable": (WIDENS, "null is allowed"),
    "became-not-nullable": (NARROWS, "null is no longer allowed"),
    "became-enum": (NARROWS, "only listed values are allowed"),
    "enum-removed": (WIDENS, "not only listed values are allowed"),
    "enum-value-added": (WIDENS, "one more value is listed"),
    "enum-value-removed": (NARROWS, "a value is no longer listed"),
    "const-added": (NARROWS, "only one value is allowed"),
    "const-removed": (WIDENS, "not only one value is allowed"),
    "const-changed": (DIFFERS, "another one value is allowed"),
    # Numbers
    "max-set": (NARROWS, "an upper bound was set"),
    "max-removed": (WIDENS, "the upper bound is gone"),
    "max-decreased": (NARROWS, "the upper bound is lower, or no longer included"),
    "max-increased": (WIDENS, "the upper bound is higher, or included"),
    "min-set": (NARROWS, "a lower bound was set"),
    "min-removed": (WIDENS, "the lower bound is gone"),
    "min-increased": (NARROWS, "the lower bound is higher, or no longer included"),
    "min-decreased": (WIDENS, "the lower bound is lower, or included"),
    "multiple-of-set": (NARROWS, "only multiples of a number are allowed"),
    "multiple-of-removed": (WIDENS, "not only multiples of a number are allowed"),
    "multiple-of-narrowed": (NARROWS, "only multiples of a multiple are allowed"),
    "multiple-of-widened": (WIDENS, "multiples of a divisor are allowed"),
    "multiple-of-changed": (DIFFERS, "multiples of another number are allowed"),
    # Strings
    "max-length-set": (NARROWS, "the length was bounded"),
    "max-length-removed": (WIDENS, "the length is no longer bounded"),
    "max-length-decreased": (NARROWS, "it must be shorter"),
    "max-length-increased": (WIDENS, "it may be longer"),
    "min-length-increased": (NARROWS, "it must be longer"),
    "min-length-decreased": (WIDENS, "it may be shorter"),
    "pattern-added": (NARROWS, "it must match a pattern"),
    "pattern-removed": (WIDENS, "it need not match a pattern"),
    "pattern-changed": (UNKNOWN, "it must match another pattern"),
    "format-added": (NARROWS, "it must be of a format"),
    "format-removed": (WIDENS, "it need not be of a format"),
    "format-changed": (DIFFERS, "it must be of another format"),
    "format-widened": (WIDENS, "it may be of a wider format"),
    "format-narrowed": (NARROWS, "it must be of a narrower format"),
    "format-hint-changed": (_by(_S, _S), "another format is told that allows and forbids nothing"),
    "content-changed": (_by(_P, _P), "what is written in the string is encoded or typed in another way"),
    # Arrays
    "max-items-set": (NARROWS, "the number of items was bounded"),
    "max-items-removed": (WIDENS, "the number of items is no longer bounded"),
    "max-items-decreased": (NARROWS, "fewer items are allowed"),
    "max-items-increased": (WIDENS, "more items are allowed"),
    "min-items-increased": (NARROWS, "more items are needed"),
    "min-items-decreased": (WIDENS, "fewer items are needed"),
    "unique-items-set": (NARROWS, "no item may be there twice"),
    "unique-items-removed": (WIDENS, "an item may be there twice"),
    "items-added": (NARROWS, "items are no longer arbitrary"),
    "items-removed": (WIDENS, "items are arbitrary"),
    "prefix-items-added": (NARROWS, "one more position has a schema of its own"),
    "prefix-items-removed": (WIDENS, "one position less has a schema of its own"),
    "contains-added": (NARROWS, "some item must be of a kind"),
    "contains-removed": (WIDENS, "no item need be of a kind"),
    "contains-changed": (UNKNOWN, "some item must be of another kind"),
    "min-contains-increased": (NARROWS, "more items must be of a kind"),
    "min-contains-decreased": (WIDENS, "fewer items need be of a kind"),
    "max-contains-decreased": (NARROWS, "fewer items may be of a kind"),
    "max-contains-increased": (WIDENS, "more items may be of a kind"),
    "unevaluated-items-changed": (UNKNOWN, "what is said of items that nothing else speaks of changed"),
    # Objects
    "additional-properties-forbidden": (NARROWS, "undeclared names are no longer allowed"),
    "additional-properties-allowed": (_by(_S, (Level.POSSIBLY, Level.BREAKING)), "undeclared names are allowed"),
    "additional-properties-added": (NARROWS, "undeclared names have a schema"),
    "additional-properties-removed": (WIDENS, "undeclared names have no schema"),
    "pattern-property-added": (UNKNOWN, "names of a pattern have a schema of their own"),
    "pattern-property-removed": (UNKNOWN, "names of a pattern have no schema of their own"),
    "property-names-added": (NARROWS, "names must be of a kind"),
    "property-names-removed": (WIDENS, "names need not be of a kind"),
    "max-properties-set": (NARROWS, "the number of properties was bounded"),
    "max-properties-removed": (WIDENS, "the number of properties is no longer bounded"),
    "max-properties-decreased": (NARROWS, "fewer properties are allowed"),
    "max-properties-increased": (WIDENS, "more properties are allowed"),
    "min-properties-increased": (NARROWS, "more properties are needed"),
    "min-properties-decreased": (WIDENS, "fewer properties are needed"),
    "dependent-required-added": (NARROWS, "one property now asks for another"),
    "dependent-required-removed": (WIDENS, "one property no longer asks for another"),
    "dependent-schema-added": (NARROWS, "one property now asks for something of the object"),
    "dependent-schema-removed": (WIDENS, "one property no longer asks for something of the object"),
    "unevaluated-properties-changed": (UNKNOWN, "what is said of properties that nothing else speaks of changed"),
    # Combinations
    "any-of-added": (WIDENS, "there is one more alternative"),
    "any-of-removed": (NARROWS, "there is one alternative less"),
    "one-of-added": (UNKNOWN, "there is one more alternative, of which just one must match"),
    "one-of-removed": (UNKNOWN, "there is one alternative less, of which just one must match"),
    "alternatives-changed": (UNKNOWN, "the alternatives were rewritten"),
    "not-added": (NARROWS, "some values are excluded"),
    "not-removed": (WIDENS, "values are no longer excluded"),
    "not-changed": (UNKNOWN, "other values are excluded"),
    "condition-added": (NARROWS, "there is a condition (`if`, `then`, `else`)"),
    "condition-removed": (WIDENS, "a condition is gone"),
    "condition-changed": (UNKNOWN, "a condition is another one"),
    # Annotations
    "default-added": (_by(_S, _S), "what counts when nothing is sent is told"),
    "default-changed": (_by(_P, _S), "something else counts when nothing is sent"),
    "default-removed": (_by(_P, _S), "what counts when nothing is sent is no longer told"),
    "discriminator-added": (_by(_S, _S), "a discriminator tells alternatives apart"),
    "discriminator-removed": (_by(_P, _P), "a discriminator no longer tells alternatives apart"),
    "discriminator-property-changed": (_by(_P, _P), "another property tells alternatives apart"),
}

# Rules for properties only.
PROPERTY_RULES: dict[str, tuple[Effect | _Levels, str]] = {
    "added-required": (
        _by((Level.BREAKING, Level.SAFE), (Level.POSSIBLY, Level.SAFE)),
        "there is a new property that must be there",
    ),
    "added-optional": (_by(_S, (Level.POSSIBLY, Level.SAFE)), "there is a new property that may be there"),
    "removed": (
        _by((Level.BREAKING, Level.POSSIBLY), _P),
        "a property is gone that could be there; where undeclared names are allowed it is still taken, and ignored",
    ),
    "removed-required": (_by((Level.BREAKING, Level.POSSIBLY), _B), "a property is gone that had to be there"),
    "became-required": (NARROWS, "a property must be there"),
    "became-optional": (WIDENS, "a property need not be there"),
    "became-read-only": (_by(_B, _S), "a property is told by the server alone"),
    "became-not-read-only": (_by((Level.BREAKING, Level.SAFE), _S), "a property is no longer told by the server alone"),
    "became-write-only": (_by(_S, (Level.BREAKING, Level.POSSIBLY)), "a property is told by the client alone"),
    "became-not-write-only": (
        _by(_S, (Level.POSSIBLY, Level.SAFE)),
        "a property is no longer told by the client alone",
    ),
    "deprecated": (_by(_S, _S), "it is deprecated"),
    "reactivated": (_by(_S, _S), "it is no longer deprecated"),
    "deprecated-with-sunset": (_by(_S, _S), "it is deprecated, and its sunset date is told"),
    "sunset-added": (_by(_S, _S), "it was given a sunset date"),
    "sunset-removed": (_by(_P, _P), "it lost its sunset date"),
    "sunset-earlier": (_by(_P, _P), "its sunset date was moved to an earlier day"),
    "sunset-later": (_by(_S, _S), "its sunset date was moved to a later day"),
    "sunset-invalid": (_by(_B, _B), "its new sunset date is none"),
    "sunset-too-soon": (_by(_P, _P), "it is deprecated now, and its sunset date has already passed"),
}
