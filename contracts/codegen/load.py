"""Reads an OpenAPI document; one clear line for whatever is none."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import ValidatorDetectError

from .refusal import Refusal, Refused, pointer

Document = dict[str, Any]


class _Loader(yaml.CSafeLoader):
    """YAML as JSON has it: a date stays a string, only true and false are booleans, and no key is given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key_node.tag != "tag:yaml.org,2002:merge" and key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key!r} is given twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    if first not in "yYnNoO"
}


def load(path: Path) -> Document:
    """The document, proven to be OpenAPI 3.0 or 3.1. Raises Refused."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused([Refusal("", "file", f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise Refused([Refusal("", "file", "is not UTF-8 text")]) from error
    try:
        parsed = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        raise Refused([Refusal("", "syntax", _syntax(error))]) from error
    if not isinstance(parsed, dict) or not isinstance(parsed.get("openapi"), str):
        raise Refused([Refusal("", "openapi", "is not an OpenAPI document: it has no version in `openapi`")])
    document: Document = _string_keys(parsed)
    _validate(document)
    return document


def _syntax(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or 'is neither YAML nor JSON'}"


def _string_keys(value: Any) -> Any:
    """JSON has no other keys: a status written 200 is "200"."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else _key(key): _string_keys(part) for key, part in value.items()}
    return [_string_keys(part) for part in value] if isinstance(value, list) else value


def _key(key: object) -> str:
    return {True: "true", False: "false", None: "null"}[key] if isinstance(key, bool) or key is None else str(key)


def _validate(document: Document) -> None:
    version = document["openapi"]
    if version.startswith("3.0."):
        validator: Any = OpenAPIV30SpecValidator
    elif version.startswith("3.1."):
        validator = OpenAPIV31SpecValidator
    else:
        raise Refused([Refusal("/openapi", "openapi", f"version {version} is neither 3.0 nor 3.1")])
    foreign = _foreign_references(document, ())
    if foreign:
        raise Refused(foreign)
    try:
        errors = list(validator(document).iter_errors())
    except (ValidatorDetectError, LookupError) as error:
        raise Refused([Refusal("", "$ref", f"can't be resolved: {error}")]) from error
    if errors:
        raise Refused(
            [
                Refusal(pointer(*error.absolute_path), str(error.validator or "openapi"), error.message.split("\n")[0])
                for error in errors
            ]
        )


def _foreign_references(value: Any, path: tuple[str | int, ...]) -> list[Refusal]:
    """References that leave the document, or lead nowhere."""
    found: list[Refusal] = []
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#/"):
            found.append(Refusal(pointer(*path), "$ref", f"{reference} leaves the document; bundle it first"))
        for key, part in value.items():
            if key not in ("example", "examples", "default", "enum", "const"):
                found += _foreign_references(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            found += _foreign_references(part, (*path, index))
    return found
