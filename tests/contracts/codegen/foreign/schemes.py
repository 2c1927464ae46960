"""Handlers of a document's security schemes, which let in whoever says `good` and names the scopes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi.security import SecurityScopes
from starlette.requests import Request

Json = Any
Handler = Callable[[Request, SecurityScopes], Awaitable[object]]


@dataclass(slots=True)
class Placed:
    """Credentials where a request carries them."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


class Schemes:
    """Every scheme of a document. `asked` is which handlers were called, in order, with which scopes."""

    def __init__(self, document: Json, refused: type[Exception]) -> None:
        self._schemes: dict[str, Json] = document.get("components", {}).get("securitySchemes", {})
        self._refused = refused
        self.asked: list[dict[str, list[str]]] = []
        self.handlers = {name: self._handler(name, scheme) for name, scheme in self._schemes.items()}

    def placed(self, credentials: Mapping[str, str]) -> Placed:
        """Credentials by scheme, as a client of the document would send them."""
        placed = Placed()
        for name, text in credentials.items():
            place, key, prefix = _where(self._schemes[name])
            {"header": placed.headers, "cookie": placed.cookies, "query": placed.query}[place][key] = prefix + text
        return placed

    def _handler(self, name: str, scheme: Json) -> Handler:
        place, key, prefix = _where(scheme)

        async def handle(request: Request, scopes: SecurityScopes) -> object:
            self.asked.append({name: scopes.scopes})
            values: Mapping[str, str] = {
                "header": request.headers,
                "cookie": request.cookies,
                "query": request.query_params,
            }[place]
            word, *granted = values.get(key, "").removeprefix(prefix).split(" ")
            if word != "good" or not set(scopes.scopes) <= set(granted):
                raise self._refused(f"{name} does not let this in")
            return name

        return handle


def _where(scheme: Json) -> tuple[str, str, str]:
    """The place of a credential, its name, and what is before it."""
    if scheme["type"] == "apiKey":
        return scheme["in"], scheme["name"], ""
    return "header", "Authorization", "Basic " if scheme.get("scheme") == "basic" else "Bearer "
