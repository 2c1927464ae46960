"""How the bodies that are no JSON are read: what the generated code says of a media type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, AnyStr, Generic, Literal, Self, TypeAlias

from pydantic_core import core_schema
from typing_extensions import TypeForm

PartStyle: TypeAlias = Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"]


class _Content(Generic[AnyStr]):
    """Content with the `media_type` that it was sent as, its parameters included."""

    media_type: str

    @classmethod
    def of(cls, content: AnyStr, media_type: str) -> Self:
        """The content together with its media type."""
        made: Self = cls(content)  # type: ignore[call-arg] # it is a bytes or a str as well
        made.media_type = media_type
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> core_schema.CoreSchema:
        del source, handler
        return core_schema.is_instance_schema(cls)


class BytesContent(_Content[bytes], bytes):
    """The bytes of a body, with the media type that they were sent as, its parameters included."""


class TextContent(_Content[str], str):
    """The text of a body, with the media type that it was sent as, its parameters included."""


@dataclass(frozen=True, slots=True)
class RawBody:
    """A body that is handed over as the bytes that it is, at least `min_bytes` and at most `max_bytes`.

    `named` is for BytesContent, where the media type is not decided by the contract alone.
    """

    named: bool = False
    min_bytes: int = 0
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class TextBody:
    """A body that is text in UTF-8, of a type whose schema judges it. `named` is for TextContent, as with RawBody."""

    type: TypeForm[object]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """How one member of a form is written, where that is not OpenAPI's default (OpenAPI 3.1, Encoding Object).

    `media_types` are those that a part may be of; `json` says that its text is JSON. `file` is for one that is handed
    over as a file, of at least `min_bytes` and at most `max_bytes`, `several` for an array of these.
    """

    media_types: tuple[str, ...] = ()
    style: PartStyle = "form"
    explode: bool = True
    json: bool = False
    file: bool = False
    several: bool = False
    min_bytes: int = 0
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A body of members by name: `application/x-www-form-urlencoded` or `multipart/form-data`.

    The schema of the type tells what each member is; `parts` what it does not. `patterns` is for the members whose
    names match a pattern of `patternProperties`, and `others` for those that `additionalProperties` allows.
    """

    type: TypeForm[object]
    parts: Mapping[str, Part] = field(default_factory=dict)
    patterns: Mapping[str, Part] = field(default_factory=dict)
    others: Part = Part()


Reading: TypeAlias = "TypeForm[Any] | RawBody | TextBody | Form"
"""How a body of one media type is read. A bare type is that of JSON."""

__all__ = ["BytesContent", "Form", "Part", "PartStyle", "RawBody", "Reading", "TextBody", "TextContent"]
