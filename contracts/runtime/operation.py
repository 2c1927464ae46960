"""An operation of the contract as data: what the generated routers hand to the runtime."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from typing_extensions import TypeForm

from .json_types import ABSENT, Absent, JsonObject, JsonValue
from .schemas import Schemas

if TYPE_CHECKING:
    from .responses import SealedResponse

ParameterPlace: TypeAlias = Literal["path", "query", "header", "cookie"]
ParameterStyle: TypeAlias = Literal["simple", "form", "spaceDelimited", "pipeDelimited"]
SecurityRequirement: TypeAlias = Mapping[str, tuple[str, ...]]

DEFAULT_MAX_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. `argument` is the implementation's name for it, None for one that is only checked (`x-ambient`).

    `segment` is what the route calls one of the path whose name no route can write.
    """

    name: str
    place: ParameterPlace
    argument: str | None
    schema: JsonObject
    type: TypeForm[object]
    style: ParameterStyle
    explode: bool
    required: bool = False
    default: JsonValue | Absent = ABSENT
    json: bool = False
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class MediaType:
    """What a body of one media type looks like."""

    schema: JsonObject
    type: TypeForm[object]


@dataclass(frozen=True, slots=True)
class Body:
    """A request body, by media type, of at most `max_bytes` bytes (`x-max-bytes`)."""

    media: Mapping[str, MediaType]
    required: bool
    max_bytes: int = DEFAULT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. `responses` are by status as the contract writes it: "200", "4XX" or "default".

    `pointer` leads to it in `document`, the contract. `allow` are the methods of its path. `yields_to` are the paths of
    the contract that say more of a URL which both match, and so go first (OpenAPI 3.1, Paths Object). `announced` are
    headers of every response: when the operation was deprecated and when it goes (RFC 9745, RFC 8594).
    """

    id: str
    method: str
    path: str
    pointer: str
    tag: str
    api: str
    schemas: Schemas
    answers: Schemas
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: Mapping[str, "type[SealedResponse]"]
    security: tuple[SecurityRequirement, ...]
    document: JsonObject
    allow: tuple[str, ...]
    yields_to: tuple[str, ...] = ()
    announced: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.id} ({self.method} {self.path})"


__all__ = ["Body", "MediaType", "Operation", "Parameter", "ParameterPlace", "ParameterStyle", "SecurityRequirement"]
