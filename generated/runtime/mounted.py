# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""Holds what is mounted against the contract when the server starts: an operation that nobody serves is a gap too."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter

from .errors import ContractGap
from .json_types import JsonObject
from .route import ContractRoute

_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace"))


def check_mounted(routers: Iterable[APIRouter], document: JsonObject) -> None:
    """Check that the routers serve every operation of the contract.

    Raises ContractGap: for each that none of them has, a line with its name and its tag, whose router is missing.
    """
    routes = [route for router in routers for route in router.routes if isinstance(route, ContractRoute)]
    bound = {type(route).operation.pointer for route in routes}
    gaps = [gap for pointer, gap in _operations(document) if pointer not in bound]
    if gaps:
        raise ContractGap("\n".join(gaps))


def _operations(document: JsonObject) -> Iterator[tuple[str, str]]:
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in _METHODS and isinstance(operation, dict):
                tags = operation.get("tags")
                tag = tags[0] if isinstance(tags, list) and tags else "default"
                escaped = path.replace("~", "~0").replace("/", "~1")
                name = operation.get("operationId", "an operation")
                yield (
                    f"#/paths/{escaped}/{method}",
                    f"{name} ({method.upper()} {path}) is not served: include the router of the tag {tag}.",
                )


__all__ = ["check_mounted"]
