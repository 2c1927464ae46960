"""Security as data: the requirements of an operation, met by one handler for each scheme."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from starlette.requests import Request

from .errors import ContractGap, NotAuthenticated
from .operation import Operation

SecurityHandler: TypeAlias = Callable[[Request, tuple[str, ...]], Awaitable[object]]
SecurityHandlers: TypeAlias = Mapping[str, SecurityHandler]

_PRINCIPALS = "contract.principals"


class Gatekeeper:
    """Checks the security requirements of one operation (OpenAPI: one of the alternatives, all of its schemes)."""

    def __init__(self, operation: Operation, handlers: SecurityHandlers) -> None:
        self._alternatives = operation.security
        self._handlers = handlers
        for name in {scheme for alternative in operation.security for scheme in alternative}:
            if name not in handlers:
                raise ContractGap(f"{operation} needs a handler for the security scheme {name}")

    async def admit(self, request: Request) -> None:
        """Find the first alternative that is met, and keep its principals. Raises what the first handler raised."""
        refused: NotAuthenticated | None = None
        for alternative in self._alternatives:
            principals: dict[str, object] = {}
            try:
                for scheme, scopes in alternative.items():
                    principals[scheme] = await self._handlers[scheme](request, scopes)
            except NotAuthenticated as error:
                refused = refused or error
                continue
            request.scope[_PRINCIPALS] = principals
            return
        if refused is not None:
            raise refused


def principal(request: Request, scheme: str) -> object:
    """Who the handler of a scheme found. Raises NotAuthenticated if the request was admitted without that scheme."""
    principals: dict[str, object] = request.scope.get(_PRINCIPALS, {})
    if scheme not in principals:
        raise NotAuthenticated(f"The request was not authenticated by {scheme}.")
    return principals[scheme]


__all__ = ["Gatekeeper", "SecurityHandler", "SecurityHandlers", "principal"]
