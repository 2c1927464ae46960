"""Says in a sentence what is wrong with a value, for the people who read an error of the API."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import quote

from jsonschema_rs import ValidationError, ValidationErrorKind

from .alternatives import known_values, meant, missing
from .errors import Place, Violation
from .json_types import JsonValue
from .schemas import Schema

_FORMATS = {
    "date": "a date such as 2026-03-01",
    "date-time": "a date and time with an offset, such as 2026-03-01T09:30:00Z",
    "time": "a time with an offset, such as 09:30:00Z",
    "duration": "a duration such as P1DT2H",
    "email": "an e-mail address",
    "hostname": "a host name",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "uri": "a URI",
    "uri-reference": "a URI or a relative reference",
    "uuid": "a UUID",
}
_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_LONGEST_LIST, _NOT_ALLOWED = 20, "is not a value allowed"
_FRAGMENT = "!$&'()*+,;=:@/?"  # what it may hold beside letters, digits and -._~ (RFC 3986, section 3.5)
MOST_VIOLATIONS = 100
"""Of one value. Whoever sends more mistakes is told the first of them, at a cost that does not grow with them."""


def violations(schema: Schema, value: JsonValue, place: Place, name: str | None) -> list[Violation]:
    """What is wrong with a value, in its order; the first `MOST_VIOLATIONS` of it."""
    found: dict[tuple[str, str], Violation] = {}
    everything = sorted(islice(schema.errors(value), MOST_VIOLATIONS), key=_says_least)
    words = schema.pattern_words()
    said = {tuple(error.instance_path) for error in everything if not _says_least(error)}
    for error in everything:
        if _says_least(error) and tuple(error.instance_path) in said:
            continue
        for path, keyword, message in islice(_explain(error, words), MOST_VIOLATIONS - len(found)):
            subject = _subject(name, path)
            pointer = None if name is not None else pointer_of(path)
            sentence = f"{subject} {message}" if message.endswith(".") else f"{subject} {message}."
            found.setdefault((subject, message), Violation(place, name, pointer, keyword, sentence))
    return sorted(found.values(), key=lambda violation: (violation.pointer or "", violation.message))


def pointer_of(path: list[str | int]) -> str:
    """A JSON Pointer in a URI fragment (RFC 6901, section 6), percent-encoded where a fragment asks for it."""
    return "#" + "".join("/" + quote(str(step).replace("~", "~0").replace("/", "~1"), _FRAGMENT) for step in path)


def _subject(name: str | None, path: list[str | int]) -> str:
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    if name is not None and where:
        of = f"item {where.replace('[', '', 1).replace(']', '', 1)}" if where.startswith("[") else f"member {where}"
        return f"The parameter {name} ({of})"
    if name is not None:
        return f"The parameter {name}"
    return where or "The body"


def _explain(error: ValidationError, words: Mapping[str, str]) -> Iterator[tuple[list[str | int], str, str]]:
    path, kind = list(error.instance_path), error.kind
    match kind:
        case ValidationErrorKind.Required():
            yield [*path, str(kind.value)], "required", "is required"
        case ValidationErrorKind.AdditionalProperties(unexpected) | ValidationErrorKind.UnevaluatedProperties(
            unexpected
        ):
            for unknown in unexpected:
                yield [*path, unknown], kind.name, "is not a known property"
        case ValidationErrorKind.AnyOf(context) | ValidationErrorKind.OneOfNotValid(context):
            yield from _explain_alternatives(path, kind.name, context, words)
        case ValidationErrorKind.PropertyNames(inner):
            yield path, kind.name, f"has a property whose name is not allowed: {inner.message}"
        case _:
            yield path, kind.name, _message(kind, words)


def _explain_alternatives(
    path: list[str | int], keyword: str, context: list[list[ValidationError]], words: Mapping[str, str]
) -> Iterator[tuple[list[str | int], str, str]]:
    """Speak of the alternative that the value came closest to, and of all of them where none is closest."""
    depth = len(path)
    if branch := meant(depth, context):
        for error in branch:
            yield from _explain(error, words)
        return
    if found := known_values(depth, context):
        yield [*path, found[0]], "enum", _one_of(found[1])
        return
    if names := missing(depth, context):
        for name in names:
            yield [*path, name], "required", "is required"
        return
    deepest = max((len(error.instance_path) for branch in context for error in branch), default=0)
    close = [branch for branch in context if any(len(error.instance_path) == deepest for error in branch)]
    if deepest > depth and len(close) == 1:
        for error in close[0]:
            yield from _explain(error, words)
        return
    reasons = [_message(min(branch, key=_says_least).kind, words) for branch in context if branch]
    kept = [reason for reason in dict.fromkeys(reasons) if reason.startswith("must ")]
    if kept and len(kept) == len(set(reasons)):
        yield path, keyword, _either(kept)
    else:
        yield path, keyword, "matches none of the forms that are allowed"


def _either(reasons: list[str]) -> str:
    """Sentences of what must be, as one, null at its end."""
    all_be = all(reason.startswith("must be ") for reason in reasons)
    parts = [reason.removeprefix("must be ") for reason in reasons] if all_be else reasons
    null = "null" if all_be else "must be null"
    others = [part.removesuffix(" or null") for part in parts if part != null]
    if len(others) < len(parts) or others != parts:
        others.append(null)
    return ("must be " if all_be else "") + " or ".join(dict.fromkeys(others))


def _says_least(error: ValidationError) -> bool:
    """A pattern says less to a person than whatever else is wrong."""
    return isinstance(error.kind, ValidationErrorKind.Pattern)


def _message(kind: ValidationErrorKind, words: Mapping[str, str]) -> str:
    match kind:
        case ValidationErrorKind.Type(types):
            return "must be " + " or ".join(_TYPES.get(name, name) for name in sorted(types, key="null".__eq__))
        case ValidationErrorKind.Enum(options):
            return _one_of(options)
        case ValidationErrorKind.Constant(expected):
            return f"must be {_shown(expected)}"
        case ValidationErrorKind.Minimum(limit):
            return f"must be at least {limit}"
        case ValidationErrorKind.Maximum(limit):
            return f"must be at most {limit}"
        case ValidationErrorKind.ExclusiveMinimum(limit):
            return f"must be greater than {limit}"
        case ValidationErrorKind.ExclusiveMaximum(limit):
            return f"must be less than {limit}"
        case ValidationErrorKind.MultipleOf(step):
            return f"must be a multiple of {step}"
        case ValidationErrorKind.MinLength(limit):
            return f"must have at least {_counted(limit, 'character')}"
        case ValidationErrorKind.MaxLength(limit):
            return f"must have at most {_counted(limit, 'character')}"
        case ValidationErrorKind.MinItems(limit):
            return f"must have at least {_counted(limit, 'item')}"
        case ValidationErrorKind.MaxItems(limit):
            return f"must have at most {_counted(limit, 'item')}"
        case ValidationErrorKind.MinProperties(limit):
            return f"must have at least {limit} {'property' if limit == 1 else 'properties'}"
        case ValidationErrorKind.MaxProperties(limit):
            return f"must have at most {limit} {'property' if limit == 1 else 'properties'}"
        case ValidationErrorKind.UniqueItems():
            return "must not have the same item twice"
        case ValidationErrorKind.Format(format_):
            return f"must be {_FORMATS.get(format_, f'a valid {format_}')}"
        case ValidationErrorKind.Pattern(pattern):
            return words.get(pattern, f"must match the pattern {pattern}")
        case ValidationErrorKind.FalseSchema():
            return "is not allowed here"
        case ValidationErrorKind.OneOfMultipleValid():
            return "matches more than one of the forms, and must match exactly one"
        case _:
            return f"breaks the rule {kind.name} of the contract"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _one_of(options: Sequence[object]) -> str:
    return "must be one of " + ", ".join(map(_shown, options)) if len(options) <= _LONGEST_LIST else _NOT_ALLOWED


def _shown(value: object) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


__all__ = ["MOST_VIOLATIONS", "pointer_of", "violations"]
