"""The classes of what an operation may answer, so that nothing else can be sent."""

import inspect
from dataclasses import dataclass, replace
from typing import ClassVar, get_args

from typing_extensions import TypeForm

from .json_types import JsonObject
from .media_types import media_type


@dataclass(frozen=True, slots=True)
class Header:
    """A header that a response declares, beside the type of its field. `argument` is the name of that field."""

    name: str
    schema: JsonObject
    required: bool = True
    argument: str = ""


class SealedResponse:
    """The base of the generated classes: one for each response that the contract shares, and for each other status.

    A subclass is a frozen dataclass with its `status`, a `body` (where the contract has one) and a field for each
    header. Those of a range ("4XX") or of "default" say so in `declared`, and have a field `status`. A status with
    several media types has a class for each; that of a range, its `media_range`, has a field `media_type`.
    """

    __slots__ = ()

    declared: ClassVar[str]
    status: ClassVar[int]
    media_type: ClassVar[str | None]
    media_range: ClassVar[str | None] = None
    content: ClassVar[str | None] = None
    """The media type or the range that the contract declares, None where there is no body."""
    text_data: ClassVar[bool] = False
    """Whether the `data` of a server-sent event is sent as it is where it is a string, and not as JSON."""
    body_type: ClassVar[TypeForm[object]] = None
    headers: ClassVar[tuple[Header, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Read from the fields of a response what it may hold. A body is JSON where no media type is said."""
        super().__init_subclass__()
        said, fields = cls.__dict__, inspect.get_annotations(cls)
        if "declared" not in said and isinstance(said.get("status"), int):
            cls.declared = str(cls.status)
        if "body" in fields:
            cls.body_type = fields["body"]
            cls.content = cls.media_range or said.get("media_type", "application/json")
        if cls.media_range is None:  # else it is a field, which must not have a default
            cls.media_type = cls.content
        found = ((name, one) for name, type_ in fields.items() for one in getattr(type_, "__metadata__", ()))
        headers = tuple(replace(one, argument=name) for name, one in found if isinstance(one, Header))
        cls.headers = headers or cls.headers


class Responses(dict[str, type[SealedResponse]]):
    """The classes of an operation by their status as the contract writes it; the first of JSON where there are
    several, or the first. `classes` are all of them."""

    def __init__(self, classes: tuple[type[SealedResponse], ...]) -> None:
        self.classes = classes
        super().__init__()
        for sealed in classes:
            self.setdefault(sealed.declared, sealed)
            if _is_json(sealed.content) and not _is_json(self[sealed.declared].content):
                self[sealed.declared] = sealed


def responses_of(union: TypeForm[SealedResponse]) -> Responses:
    """The classes of a union by their status as the contract writes it."""
    return Responses(get_args(union) or (union,))


def _is_json(content: str | None) -> bool:
    media = None if content is None else media_type(content)
    return media is not None and media.kind == "json"


__all__ = ["Header", "Responses", "SealedResponse", "responses_of"]
