"""Loads an OpenAPI document, and refuses anything else with one clear line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.validators import SpecValidator

from contracts.document.parse import parse
from contracts.document.references import broken_references
from contracts.document.refusal import Refusal, Refused, pointer, suggestion

Document = dict[str, Any]
# `Unevaluated properties are not allowed ('operationID' was unexpected)`
_UNEXPECTED = re.compile(r"\((.+) (?:was|were) unexpected\)")
_QUOTED = re.compile(r"'([^']*)'")


def load(path: Path) -> Document:
    """Load a document with the structure of OpenAPI 3.0 or 3.1 and valid references. Raises Refused."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused([Refusal("", "file", f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise Refused([Refusal("", "file", "is not UTF-8 text")]) from error
    return load_text(text)


def load_text(text: str) -> Document:
    """Load a document from a text; see `load`. Raises Refused."""
    parsed = parse(text)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("openapi"), str):
        raise Refused([Refusal("", "openapi", "is not an OpenAPI document: it has no version in `openapi`")])
    _validate(parsed)
    return parsed


def validate_fully(document: Document) -> None:
    """Check everything that OpenAPI requires. It comes after our own checks, whose messages are clearer. Raises
    Refused."""
    _raise_for(error for error in _validator(document)(document).iter_errors() if not _is_pattern_error(error))


def _is_pattern_error(error: ValidationError) -> bool:
    """Return whether the error is about a pattern: this validator expects Python's patterns, but ours are
    ECMA-262's."""
    return bool(error.validator == "format" and error.validator_value == "regex")


def _validate(document: Document) -> None:
    validator = _validator(document)
    broken = list(broken_references(document))
    if broken:
        raise Refused(broken)
    _raise_for(validator.schema_validator.iter_errors(document), validator.schema_validator.schema)


def _validator(document: Document) -> type[SpecValidator]:
    version = document["openapi"]
    if version.startswith("3.0."):
        return OpenAPIV30SpecValidator
    if version.startswith("3.1."):
        return OpenAPIV31SpecValidator
    raise Refused([Refusal("/openapi", "openapi", f"version {version} is neither 3.0 nor 3.1")])


def _raise_for(errors: Iterator[ValidationError], schema: Document | None = None) -> None:
    found = list(errors)
    if found:
        docstring_text = sorted(set(_words(schema)))
        raise Refused([refusal for error in found for refusal in _invalid(error, docstring_text)])


def _invalid(error: ValidationError, docstring_text: list[str]) -> Iterator[Refusal]:
    keyword = error.validator if isinstance(error.validator, str) else "openapi"
    message = error.message.split("\n")[0]
    unexpected = _UNEXPECTED.search(message)
    for name in _QUOTED.findall(unexpected[1]) if unexpected else ():
        reason = f"OpenAPI has no {name} here{suggestion(name, docstring_text)}"
        yield Refusal(pointer(*error.absolute_path, name), keyword, reason)
    if not unexpected:
        yield Refusal(pointer(*error.absolute_path), keyword, message)


def _words(schema: Any) -> Iterator[str]:
    """The names of properties that a schema has, however deep: the words of OpenAPI in its own."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else ()
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from _words(part)
