"""Reads an OpenAPI document; one clear line for whatever is none."""

from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from .parse import parse
from .references import broken_references
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
    broken = list(broken_references(document))
    if broken:
        raise Refused(broken)
    errors = list(validator(document).iter_errors())
    if errors:
        raise Refused([_invalid(error) for error in errors])


def _invalid(error: Any) -> Refusal:
    keyword = error.validator if isinstance(error.validator, str) else "openapi"
    return Refusal(pointer(*error.absolute_path), keyword, error.message.split("\n")[0])
