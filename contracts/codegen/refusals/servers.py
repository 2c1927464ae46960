"""Notes what the URLs of servers say that the generated routers don't know."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from contracts.document.keywords import is_method
from contracts.document.refusal import Note, pointer
from contracts.document.walk import Path

Json = Any
_OWN = "a server of its own says nothing here: it is served where all is"


def server_notes(document: dict[str, Json]) -> Iterator[Note]:
    """Yield a note for each server with a path, which is no part of the routes, and each of a path or an operation."""
    for index, server in enumerate(_servers(document)):
        prefix = _path(server)
        if prefix:
            reason = (
                f"{prefix} is no part of the routes: mount them with `include_router(…, prefix={prefix!r})`, "
                "or behind a proxy that takes it away"
            )
            yield Note(pointer("servers", index, "url"), "servers", reason)
    for path, item in document.get("paths", {}).items():
        holders: list[tuple[Path, Json]] = [(("paths", path), item)]
        holders += [(("paths", path, method), item[method]) for method in item if is_method(method)]
        for at, holder in holders:
            if _servers(holder):
                yield Note(pointer(*at, "servers"), "servers", _OWN)


def _servers(holder: Json) -> list[Json]:
    servers = holder.get("servers")
    return servers if isinstance(servers, list) else []


def _path(server: Json) -> str:
    """The path of a server's URL, its variables at their defaults, without a slash at its end."""
    url = server.get("url") if isinstance(server, dict) else None
    if not isinstance(url, str):
        return ""
    variables = server.get("variables")
    for name, variable in variables.items() if isinstance(variables, dict) else ():
        if isinstance(variable, dict):
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
