"""Checks at the start that no route beside the contract can show a user's data to another user."""

from collections.abc import Iterable, Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Mount, WebSocketRoute

from contracts.runtime import ContractGap, ContractRoute
from impl.wiring import path_owner

_OWNER = "{user_id}"


def check_routes(app: FastAPI) -> None:
    """Raise ContractGap with a sentence for each wrong route.

    Wrong are a route below `/api/{user_id}/` that does not depend on `path_owner`, one that depends on it without such
    a path, and one for WebSockets, which this server does not support. Operations of the contract are not checked here
    but by the tests of isolation.
    """
    gaps = list(_gaps(app.routes, ""))
    if gaps:
        raise ContractGap("\n".join(gaps))


def _gaps(routes: Iterable[BaseRoute], mounted: str) -> Iterator[str]:
    for context in iter_route_contexts(list(routes)):
        path = mounted + (context.path or "")
        if isinstance(context.original_route, WebSocketRoute):
            yield f"{path} is a route for WebSockets, which this server does not speak. Answer with a stream instead."
        elif isinstance(context.original_route, Mount) and not _is_owned(path):
            yield from _gaps(context.original_route.routes, path)
        else:
            yield from _gap(context, path, mounted)


def _gap(context: RouteContext, path: str, mounted: str) -> Iterator[str]:
    dependant: Dependant | None = getattr(context, "dependant", None)
    proven = dependant is not None and _depends(dependant)
    name = f"{','.join(sorted(context.methods or ()))} {path}".strip()
    if _is_owned(path) and (mounted or dependant is None):
        yield (
            f"{name} is below /api/{_OWNER}/, and can't prove who its owner is: it is mounted, or no route of "
            "FastAPI's. Write an APIRouter, and include it."
        )
    elif _is_owned(path) and not proven and not isinstance(context.original_route, ContractRoute):
        yield (
            f"{name} is below /api/{_OWNER}/, and does not prove who its owner is. Add `owner: PathOwner` to the "
            "parameters of its function, or `dependencies=[Depends(path_owner)]` to the route or to include_router; "
            "both are in impl/wiring.py."
        )
    elif proven and _OWNER not in path:
        yield f"{name} depends on the owner of its path, and has none: PathOwner and Session need {_OWNER} in the path."


def _is_owned(path: str) -> bool:
    """Return whether a path is below `/api/{user_id}/`, also with a fixed user instead of the parameter."""
    _, api, *below = path.split("/")
    return api == "api" and bool(below) and (len(below) > 1 or "{" in below[0])


def _depends(dependant: Dependant) -> bool:
    return dependant.call is path_owner or any(map(_depends, dependant.dependencies))
