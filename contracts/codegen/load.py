"""Reads an OpenAPI document; one clear line for whatever is none."""

from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import ValidatorDetectError

from .parse import parse
from .refusal import Refusal, Refused, pointer

Document = dict[str, Any]


def load(path: Path) -> Document:
    """The document, proven to be OpenAPI 3.0 or 3.1. Raises Refused."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused([Refusal("", "file", f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise Refused([Refusal("", "file", "is not UTF-8 text")]) from error
    parsed = parse(text)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("openapi"), str):
        raise Refused([Refusal("", "openapi", "is not an OpenAPI document: it has no version in `openapi`")])
    _validate(parsed)
    return parsed


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
