"""Makes one router of those of all tags, and holds it against the contract: what nobody serves is a gap too."""

from collections.abc import Iterable, Iterator

from .errors import ContractGap
from .json_types import JsonObject
from .router import ContractRouter

_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"))


def contract_router(routers: Iterable[ContractRouter], document: JsonObject) -> ContractRouter:
    """The router of the whole contract. To find an operation takes it as long as it takes the router of one tag.

    Raises ContractGap: for each operation that none of them has, a line with its name and its tag, whose router is
    missing.
    """
    routes = [route for router in routers for route in router.operations]
    bound = {route.handler.operation.pointer for route in routes}
    gaps = [gap for pointer, gap in _operations(document) if pointer not in bound]
    if gaps:
        raise ContractGap("\n".join(gaps))
    return ContractRouter(routes)


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


__all__ = ["contract_router"]
