"""A second opinion on the table itself, by a validator that the generator does not use."""

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from tests.contracts.codegen.verdicts.cases import NO_ORACLE, Case

Json = Any
_FORMATS = FormatChecker(["date", "date-time", "ipv4", "ipv6", "uuid", "regex"])


def opinion(case: Case, value: Json) -> bool | None:
    """Whether the value is one that the schema allows; None where the validator does not know."""
    if case.meaning is NO_ORACLE:
        return None
    meaning = case.schema if case.meaning is None else case.meaning
    document = {"allOf": [meaning], "components": {"schemas": dict(case.components)}}
    valid: bool = Draft202012Validator(document, format_checker=_FORMATS).is_valid(value)
    return valid
