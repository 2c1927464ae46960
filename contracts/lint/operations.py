"""The rules for operations: paths, names, tags, descriptions and bodies."""

import re
from collections.abc import Iterator

from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Operation, Place, contents, definition, headers, operations

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_PATH = re.compile(r"(/(\{[^{}/]+\}|[a-z0-9]+([-_][a-z0-9]+)*))+")
_OPERATION_ID = re.compile(r"[a-z]+(_[a-z0-9]+)+")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# As in RFC 9110 and IANA's registry: words that start with a capital letter; some are abbreviations.
_HEADER = re.compile(r"[A-Z][A-Za-z0-9]*(-[A-Z][A-Za-z0-9]*)*")
_SAFE_METHODS = ("get", "head")


def operation_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the operations and with the document's version and paths."""
    if not _VERSION.fullmatch(document["info"]["version"]):
        yield finding("version-form", ("info", "version"), "Write the version as MAJOR.MINOR.PATCH.")
    for path in document.get("paths", {}):
        if not _PATH.fullmatch(path):
            yield finding("path-form", ("paths", path), "Write lower-case words, parted by - or _, and {parameters}.")
    tags = {tag["name"] for tag in document.get("tags", [])}
    for operation in operations(document):
        yield from _name(document, operation)
        yield from _tag(operation, tags)
        for word in ("summary", "description"):
            if not operation.value.get(word, "").strip():
                yield finding("words-missing", operation.place.at, f"Give {operation.name} a {word}.")
        body = operation.body
        if body is not None and "x-max-bytes" not in body.value:
            yield finding(
                "body-unbounded", body.at, f"Say with x-max-bytes how large the body of {operation.name} may be."
            )


def _name(document: Document, operation: Operation) -> Iterator[Finding]:
    at = (*operation.place.at, "operationId")
    name = operation.value.get("operationId")
    if name is None or not _OPERATION_ID.fullmatch(name):
        yield finding("operation-id-form", at[:-1] if name is None else at, "Name it verb_noun, in snake_case.")
        return
    verb = name.partition("_")[0]
    if operation.method in _SAFE_METHODS:
        wanted = "list" if _returns_array(document, operation) else "get"
        if verb != wanted:
            answers = "an array" if wanted == "list" else "one thing"
            yield finding("operation-verb", at, f"{name} reads {answers}, so its name begins with {wanted}_.")
    elif operation.method == "delete" and verb != "delete":
        yield finding("operation-verb", at, f"{name} is a DELETE, so its name begins with delete_.")
    elif operation.method != "delete" and verb in ("get", "list", "delete"):
        yield finding("operation-verb", at, f"{name} is a {operation.method.upper()}, which does not {verb}.")


def _returns_array(document: Document, operation: Operation) -> bool:
    """Return whether its successful response is an array."""
    return any(
        "array" in (types if isinstance(types := _schema_type(document, media), list) else [types])
        for status, response in operation.responses.items()
        if status.startswith("2")
        for media in contents(response).values()
    )


def _schema_type(document: Document, media: Place) -> object:
    schema = definition(document, media.within("schema")).value
    return schema.get("type") if isinstance(schema, dict) else None


def _tag(operation: Operation, known: set[str]) -> Iterator[Finding]:
    given = operation.value.get("tags", [])
    if len(given) != 1:
        yield finding("one-known-tag", operation.place.at, f"Give {operation.name} one tag; it has {len(given)}.")
    elif given[0] not in known:
        yield finding("one-known-tag", (*operation.place.at, "tags", 0), f"Describe the tag {given[0]} in `tags`.")


def part_findings(document: Document) -> Iterator[Finding]:
    """Yield wrong names and missing descriptions of parameters, headers, tags and component schemas."""
    for index, tag in enumerate(document.get("tags", [])):
        if not tag.get("description", "").strip():
            yield finding("words-missing", ("tags", index), f"Describe the tag {tag['name']}.")
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if isinstance(schema, dict) and not schema.get("description", "").strip():
            yield finding("words-missing", ("components", "schemas", name), f"Describe {name}.")
    for operation in operations(document):
        for parameter in operation.parameters:
            yield from _parameter(parameter)
        for response in operation.responses.values():
            for name, header in headers(document, response).items():
                if not _HEADER.fullmatch(name):
                    yield finding(
                        "header-name", (*response.at, "headers", name), f"Write {name} As-Words-With-Capitals."
                    )
                if not header.value.get("description", "").strip():
                    yield finding("words-missing", header.at, f"Describe the header {name}.")


def _parameter(parameter: Place) -> Iterator[Finding]:
    name, where = parameter.value["name"], parameter.value["in"]
    if where == "header" and not _HEADER.fullmatch(name):
        yield finding("header-name", (*parameter.at, "name"), f"Write {name} As-Words-With-Capitals.")
    elif where in ("path", "query") and not _SNAKE.fullmatch(name):
        yield finding("parameter-name", (*parameter.at, "name"), f"Write {name} in snake_case.")
    if not parameter.value.get("description", "").strip():
        yield finding("words-missing", parameter.at, f"Describe the parameter {name}.")
