"""A row of the table: one schema, and values that it allows and forbids."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json = Any
Where: TypeAlias = Literal["everywhere", "bodies", "parameters"]
NO_ORACLE = object()


@dataclass(frozen=True, slots=True)
class Written:
    """A value together with its text: JSON in a body, bare in a parameter."""

    text: str
    value: Json
    where: Where = "everywhere"


def in_body(value: Json) -> Written:
    """A value that a parameter can't tell from another, such as the string "1"."""
    return Written(json.dumps(value, ensure_ascii=False), value, "bodies")


def arriving(value: Json, *, sent: Json) -> Written:
    """A value that is sent with more: with members that are ignored."""
    return Written(json.dumps(sent, ensure_ascii=False), value)


def in_parameter(text: str) -> Written:
    """A text that no parameter of the case's type can be read from; as a string it would be a usual JSON value."""
    return Written(text, text, "parameters")


@dataclass(frozen=True, slots=True)
class Case:
    """A schema with verdicts.

    `name` starts with the keyword and is the only one of its name. `meaning` is the same in words of JSON Schema that
    an independent validator reads as we do; NO_ORACLE where it can't. `receives` is the Python type of the argument.
    """

    keyword: str
    name: str
    schema: Json
    accept: Sequence[Json]
    reject: Sequence[Json]
    meaning: Json = None
    components: Mapping[str, Json] = field(default_factory=dict)
    receives: type | None = None
    where: Where = "everywhere"
    version: Literal["3.1.0", "3.0.3"] = "3.1.0"

    @property
    def slug(self) -> str:
        """The name as part of an operationId."""
        return "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in self.name)


def case(
    keyword: str, detail: str, schema: Json, *, accept: Sequence[Json], reject: Sequence[Json], **more: Any
) -> Case:
    """A case named by its keyword and what is tried of it."""
    name = f"{keyword} {detail}".strip()
    return Case(keyword, name, schema, accept, reject, **more)
