"""Parses YAML and JSON to JSON values, and refuses other texts with one clear line."""

import json
import math
import re
from collections.abc import Hashable
from typing import Any

import yaml

from contracts.document.refusal import Refusal, Refused, pointer

Json = Any
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# A character beyond the 16 bits of JSON's escapes (RFC 8259, section 7).
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
MOST_LEVELS = 100
"""Of objects and lists within each other."""
_TOO_DEEP = f"is within more than {MOST_LEVELS} others; name a part around it in `components`, and refer to that"
_MERGE = "tag:yaml.org,2002:merge"
# The core schema of YAML 1.2 (section 10.3.2): `no` and `2026-03-01` are strings, `010` is ten.
_CORE = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
    ("merge", r"<<", ["<"]),
)


class _Loader(yaml.CSafeLoader):
    """Loads YAML 1.2 without duplicate keys, and with the merge key of YAML 1.1."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Json]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    problem="a key is a list or a mapping", problem_mark=key_node.start_mark
                )
            if key_node.tag != _MERGE and key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key_node.value!r} is given twice", problem_mark=key_node.start_mark
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def _integer(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))


def _float(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node).replace(".inf", "inf").replace(".nan", "nan"))


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in _CORE:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)
_Loader.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader.add_constructor("tag:yaml.org,2002:float", _float)


def parse(text: str) -> Json:
    """Return the value of a JSON or YAML text, with strings as keys. Raises Refused."""
    try:
        value = _parse(text)
    except RecursionError as error:
        raise Refused([Refusal("", "syntax", _TOO_DEEP)]) from error
    if way := _too_deep(value):
        raise Refused([Refusal(pointer(*way), "nesting", _TOO_DEEP)])
    return value


def _too_deep(value: Json) -> tuple[str | int, ...]:
    """The way to a part that is on a level too many; empty where there is none."""
    pending: list[tuple[Json, tuple[str | int, ...]]] = [(value, ())]
    while pending:
        part, way = pending.pop()
        if len(way) > MOST_LEVELS:
            return way
        if isinstance(part, dict):
            pending += [(one, (*way, key)) for key, one in part.items() if isinstance(one, dict | list)]
        elif isinstance(part, list):
            pending += [(one, (*way, index)) for index, one in enumerate(part) if isinstance(one, dict | list)]
    return ()


def _parse(text: str) -> Json:
    if text.lstrip().startswith("{"):
        try:
            value = json.loads(text, object_pairs_hook=_unique)
        except json.JSONDecodeError:
            pass  # YAML may start with a brace too
        except Refused:
            _yaml(as_yaml(text))  # refuses the key that is given twice too, and knows its line
            raise
        else:
            return _to_json(value, (), ())
    return _to_json(_yaml(text), (), ())


def _yaml(text: str) -> Json:
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"column {mark.column + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or "is neither YAML nor JSON"
        raise Refused([Refusal("", "syntax", f"{where}{reason}", mark.line + 1 if mark else None)]) from error


def as_yaml(text: str) -> str:
    """A JSON text as YAML's reader takes it, with the same lines: without tabs and without pairs of escapes."""
    return _PAIR.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", " ")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        duplicate = next(key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index]))
        raise Refused([Refusal("", "syntax", f"the key {duplicate!r} is given twice")])
    return keys


def _to_json(value: Json, at: tuple[str | int, ...], within: tuple[int, ...]) -> Json:
    """Return the value with strings as keys: the status 200 becomes "200"."""
    if id(value) in within:
        raise Refused([Refusal(pointer(*at), "syntax", "an alias within what it stands for")])
    if isinstance(value, dict):
        inside = (*within, id(value))
        return {_to_json(_key(key), at, ()): _to_json(part, (*at, _key(key)), inside) for key, part in value.items()}
    if isinstance(value, list):
        inside = (*within, id(value))
        return [_to_json(part, (*at, index), inside) for index, part in enumerate(value)]
    if not isinstance(value, str | int | float | None) or (isinstance(value, float) and not math.isfinite(value)):
        raise Refused([Refusal(pointer(*at), "syntax", "is no value that JSON has")])
    if isinstance(value, str) and _LONE_SURROGATE.search(value):
        raise Refused([Refusal(pointer(*at), "syntax", "has half of a character (a lone surrogate)")])
    return value


def _key(key: object) -> str:
    return {True: "true", False: "false", None: "null"}[key] if isinstance(key, bool) or key is None else str(key)
