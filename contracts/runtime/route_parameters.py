"""Reads the parameters of an operation from the signature of its route, where FastAPI reads them too."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from fastapi import params

from .json_types import ABSENT
from .operation import Parameter, ParameterPlace, ParameterStyle
from .schemas import Schemas

_PLACES: dict[type[params.Param], ParameterPlace] = {
    params.Path: "path",
    params.Query: "query",
    params.Header: "header",
    params.Cookie: "cookie",
}
_STYLES: dict[ParameterPlace, ParameterStyle] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
}


@dataclass(frozen=True, slots=True)
class Wire:
    """What OpenAPI says of a parameter and `Query` and its kin have no word for; it stands beside them in `Annotated`.

    None stands for OpenAPI's default (OpenAPI 3.1, Parameter Object), and for a `name` that is the parameter's alias.
    `required` is for one that has a default all the same; `json` for one whose value is JSON (`content`).
    """

    name: str | None = None
    style: ParameterStyle | None = None
    explode: bool | None = None
    required: bool = False
    json: bool = False


def route_parameters(route: Callable[..., Any], schemas: Schemas) -> list[Parameter]:
    """The parameters of the path, the query, the headers and the cookies, in this order."""
    found = list(_parameters(route, schemas))
    return [parameter for place in _STYLES for parameter in found if parameter.place == place]


def accept_argument(route: Callable[..., Any]) -> str | None:
    """What the signature calls the media type that `Accept` chooses, if it asks for it. The contract can't declare this
    header as a parameter (OpenAPI 3.1, Parameter Object)."""
    for argument in inspect.signature(route).parameters.values():
        if any(_is_accept(one) for one in get_args(argument.annotation)):
            return argument.name
    return None


def _is_accept(field: object) -> bool:
    return isinstance(field, params.Header) and field.alias == "accept"


def _parameters(route: Callable[..., Any], schemas: Schemas) -> Iterator[Parameter]:
    for argument in inspect.signature(route).parameters.values():
        type_, *metadata = get_args(argument.annotation) or (argument.annotation,)
        field = next((one for one in metadata if isinstance(one, params.Param)), None)
        if field is None or _is_accept(field):
            continue
        place = _PLACES[type(field)]
        wire = next((one for one in metadata if isinstance(one, Wire)), Wire())
        style = wire.style or _STYLES[place]
        type_ = _without_none(type_)
        alias = field.alias or argument.name
        has_default = argument.default not in (inspect.Parameter.empty, None)
        yield Parameter(
            name=wire.name or alias,
            place=place,
            argument=argument.name,
            schema=schemas.of(type_),
            type=type_,
            style=style,
            explode=style == "form" if wire.explode is None else wire.explode,
            required=wire.required or argument.default is inspect.Parameter.empty,
            default=argument.default if has_default else ABSENT,
            json=wire.json,
            segment=alias,
        )


def _without_none(type_: Any) -> Any:
    """The type of a parameter that is there: `Type | None` says of one that it may be absent."""
    if get_origin(type_) in (Union, UnionType):
        return next(part for part in get_args(type_) if part is not NoneType)
    return type_


__all__ = ["Wire", "accept_argument", "route_parameters"]
