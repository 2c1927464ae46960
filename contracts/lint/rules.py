"""The ids of the rules, which never change, and what each requires. The checks are in the modules beside this one."""

from enum import IntEnum


class Severity(IntEnum):
    """How bad it is: an error contradicts what the server does or what clients read, a warning is harder to use or to
    maintain than it need be, and of a note there is nothing to mend."""

    ERROR = 3
    WARNING = 2
    NOTE = 1

    def __str__(self) -> str:
        return self.name.lower()


RULES = {
    "version-form": "info.version is MAJOR.MINOR.PATCH (semver.org)",
    "path-form": "a path is of lower-case words and {parameters}, without a slash at its end",
    "operation-id-form": "an operation has an operationId, verb_noun in snake_case",
    "operation-verb": "the verb fits the method: list_ for an array, get_ for any other read, delete_ for a DELETE",
    "one-known-tag": "an operation has one tag, which the document describes",
    "words-missing": "operations have a summary and a description; tags, parameters, headers and schemas a description",
    "parameter-name": "parameters of path and query are snake_case",
    "header-name": "headers are written as RFC 9110 writes them: Idempotency-Key",
    "property-name": "properties are snake_case",
    "body-unbounded": "a body has x-max-bytes, the most that it may have",
    "status-range": "every status is declared by itself, not as 4XX or default",
    "error-undeclared": "every error that the operation can give is declared",
    "problem-media-type": "an error is a problem (RFC 9457): type, title, status, detail; application/problem+json",
    "header-undeclared": "the headers that every response of the server carries are declared by each",
    "response-key-optional": "every key of a response is required; what is absent is null",
    "object-open": "an object says whether it may have more properties than it names",
    "required-unknown": "what is required is one of the properties, where there may be no others",
    "example-missing": "required parameters, bodies, response bodies and headers have an example",
    "example-invalid": "examples and defaults are what their schemas allow",
    "deprecated-undated": "what is deprecated says since when (x-deprecated-since) and until when (x-sunset)",
    "component-unused": "every component is used",
}

# The rules of names, words and order; all others are errors.
WARNINGS = frozenset(
    {"path-form", "operation-id-form", "operation-verb", "one-known-tag", "words-missing", "parameter-name"}
    | {"header-name", "property-name", "example-missing", "deprecated-undated", "component-unused"}
)
