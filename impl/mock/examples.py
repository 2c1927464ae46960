"""What the contract shows of an operation, as a response of it."""

from collections.abc import Mapping
from typing import Any

from contracts import runtime


class NoExample(runtime.ContractGap):
    """The contract does not show what is needed. The message is a sentence."""


def example_response(
    operation: runtime.Operation, status: str | None = None, request_id: str | None = None
) -> runtime.SealedResponse:
    """The answer of a status, with the body and the headers of the contract's examples; without a status the first
    success that the operation declares. It has no headers that it need not have, such as the `Link` to a next page
    that there is not. A problem names the request, if that is told.

    Raises NoExample, and UndeclaredResponse for a status that the operation does not declare.
    """
    status = status or min((declared for declared in operation.responses if declared.startswith("2")), default=None)
    if status is None:
        raise NoExample(f"{operation} declares no success.")
    declared = next((key for key in (status, f"{status[0]}XX", "default") if key in operation.responses), None)
    if declared is None:
        raise runtime.UndeclaredResponse(f"{operation} does not declare {status}")
    sealed = operation.responses[declared]
    response = _resolved(operation, _resolved(operation, _at(operation, operation.pointer))["responses"][declared])
    arguments: dict[str, Any] = {} if declared == status else {"status": int(status)}
    if sealed.media_type is not None:
        media = response["content"][sealed.media_type]
        body = _example(operation, media, f"{status} {sealed.media_type}")
        named = request_id is not None and isinstance(body, dict) and "request_id" in body
        arguments["body"] = {**body, "request_id": request_id} if named else body
    for header in sealed.headers:
        shown = _resolved(operation, response["headers"][header.name])
        arguments[header.argument] = _example(operation, shown, header.name) if header.required else None
    return sealed(**arguments)


def _example(operation: runtime.Operation, shown: Mapping[str, Any], what: str) -> Any:
    """The example of a body or a header, or the first of several; or one of its schema."""
    if "example" in shown:
        return shown["example"]
    for example in shown.get("examples", {}).values():
        return _resolved(operation, example)["value"]
    schema = _resolved(operation, shown["schema"])
    for value in [*schema.get("examples", []), *([schema["const"]] if "const" in schema else [])]:
        return value
    raise NoExample(f"{operation} shows no example of {what}, so the mock has no answer.")


def _resolved(operation: runtime.Operation, node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        node = _at(operation, node["$ref"])
    return node


def _at(operation: runtime.Operation, pointer: str) -> Mapping[str, Any]:
    node: Any = operation.contract.document
    for step in pointer.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    found: Mapping[str, Any] = node
    return found
