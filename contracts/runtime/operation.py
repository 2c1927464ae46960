"""An operation of the contract as data: what the generated routers hand to the runtime."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from typing_extensions import TypeForm

from .json_types import ABSENT, Absent, JsonObject, JsonValue
from .media import Reading
from .schemas import Schemas

if TYPE_CHECKING:
    from .sealed import Responses

ParameterPlace: TypeAlias = Literal["path", "query", "header", "cookie"]
ParameterStyle: TypeAlias = Literal["simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"]
SecurityRequirement: TypeAlias = Mapping[str, tuple[str, ...]]

DEFAULT_MAX_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Contract:
    """What all operations share: the document, and its schemas as they are in requests and in responses."""

    document: JsonObject
    schemas: Schemas
    answers: Schemas


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, as `route_parameters` reads it from the route's signature.

    `name` is its name on the wire, `argument` that in the signature; `segment` is what the path of the route calls it.
    """

    name: str
    place: ParameterPlace
    argument: str
    schema: JsonObject
    type: TypeForm[object]
    style: ParameterStyle
    explode: bool
    required: bool = False
    default: JsonValue | Absent = ABSENT
    json: bool = False
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: the type for each media type, of at most `max_bytes` bytes (`x-max-bytes`).

    `media` are by the names that the contract has for them. What is no JSON says how it is read.
    """

    media: Mapping[str, Reading]
    required: bool
    max_bytes: int = DEFAULT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. `responses` are by status as the contract writes it: "200", "4XX" or "default".

    `pointer` leads to it in the contract's document. `allow` are the methods of its path. `yields_to` are the paths of
    the contract that say more of a URL which both match, and so go first (OpenAPI 3.1, Paths Object). `announced` are
    headers of every response: when the operation was deprecated and when it goes (RFC 9745, RFC 8594).
    """

    id: str
    method: str
    path: str
    pointer: str
    api: str
    contract: Contract
    responses: "Responses"
    security: tuple[SecurityRequirement, ...]
    allow: tuple[str, ...]
    body: Body | None = None
    yields_to: tuple[str, ...] = ()
    announced: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.id} ({self.method} {self.path})"


__all__ = ["Body", "Contract", "Operation", "Parameter", "ParameterPlace", "ParameterStyle", "SecurityRequirement"]
