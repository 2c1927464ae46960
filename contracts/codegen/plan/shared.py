"""What operations share: the component responses and parameters that they refer to, and what a response is called."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from contracts.codegen.plan.answer_bodies import suffixes
from contracts.document.announcements import announcement_headers
from contracts.document.keywords import IGNORED_HEADERS, is_method
from contracts.document.names import Names, class_name, identifier, operation_name
from contracts.document.walk import resolved, target

Json = Any
# What a generated router takes from elsewhere.
_IMPORTED = frozenset(
    {
        "Annotated",
        "Any",
        "AsyncIterator",
        "Body",
        "ClassVar",
        "Cookie",
        "Depends",
        "Header",
        "KW_ONLY",
        "Path",
        "Protocol",
        "Query",
    }
    | {"Literal", "TypeAlias"}
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The component parameters that operations use, and the component responses with the statuses of each."""

    parameters: list[str]
    responses: dict[str, list[str]]


def shared(document: dict[str, Json]) -> Shared:
    """What the operations of a document share, in the order of the components."""
    parameters: set[str | None] = set()
    responses: dict[str | None, list[str]] = {}
    for item in document.get("paths", {}).values():
        for operation in [item[method] for method in item if is_method(method)]:
            for parameter in (*item.get("parameters", ()), *operation.get("parameters", ())):
                if not is_ignored(resolved(document, parameter)):
                    parameters.add(component_of(document, parameter, "parameters"))
            for status, response in operation["responses"].items():
                statuses = responses.setdefault(shared_response(document, operation, response), [])
                if declared(status) not in statuses:
                    statuses.append(declared(status))
    components = document.get("components", {})
    return Shared(
        [name for name in components.get("parameters", {}) if name in parameters],
        {name: responses[name] for name in components.get("responses", {}) if name in responses},
    )


def shared_response(document: dict[str, Json], operation: Json, response: Json) -> str | None:
    """The component that a response is, if it is one.

    A deprecated operation sends headers by itself (announce.py), so that its response is another class where the
    component declares these.
    """
    headers = {name.lower() for name in resolved(document, response).get("headers", {})}
    if headers & {name.lower() for name in announcement_headers(operation)}:
        return None
    return component_of(document, response, "responses")


def component_of(document: dict[str, Json], value: Json, section: str) -> str | None:
    """The name of the component that a value refers to, the last one of a chain; None for what stands in its place."""
    name: str | None = None
    while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
        before, _, last = unquote(reference).rpartition("/")
        if before == f"#/components/{section}":
            name = last.replace("~1", "/").replace("~0", "~")
        value = target(document, reference)
    return name


def declared(status: str) -> str:
    """A status as the generated code writes it: "200", "4XX" or "default"."""
    return status if status == "default" else status.upper()


def response_class(prefix: str, status: str) -> str:
    """The class of a response of one status."""
    return f"{prefix}{status.capitalize() if status == 'default' else status}"


def router_names(document: dict[str, Json]) -> Names:
    """What the routers define or import already, so that nothing shared may be called so."""
    taken = set(_IMPORTED)
    for path, item in document.get("paths", {}).items():
        for method in [method for method in item if is_method(method)]:
            operation = item[method]
            prefix = class_name(operation_name(operation.get("operationId"), method, path))
            for status, response in operation["responses"].items():
                class_ = response_class(prefix, declared(status))
                taken |= {
                    f"{class_}{suffix}" for suffix in suffixes([*resolved(document, response).get("content", {})])
                }
                taken.add(class_)
            taken |= {f"{prefix}Response", api_name((operation.get("tags") or ["default"])[0])}
    return Names(frozenset(taken))


def api_name(tag: str) -> str:
    """The interface of a tag."""
    return f"{class_name(identifier(tag, 'tag'))}Api"


def is_ignored(parameter: Json) -> bool:
    """Whether OpenAPI says that a parameter is none, since HTTP and security have their own way to say it."""
    return parameter["in"] == "header" and parameter["name"].lower() in IGNORED_HEADERS
