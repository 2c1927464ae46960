"""Sealed responses on the wire: each is encoded as its operation declares it, and nothing else is."""

from collections.abc import Mapping

from starlette.responses import Response

from .encoder import Encoder
from .errors import UndeclaredResponse
from .media_types import media_type
from .operation import Operation
from .other_answers import OtherEncoder
from .raw_answers import concrete
from .sealed import Header, Responses, SealedResponse, responses_of
from .streams import EventStreams


class ResponseEncoder:
    """Encodes the sealed responses of one operation; compiled once."""

    def __init__(self, operation: Operation, events: EventStreams | None = None) -> None:
        self._operation = operation
        events = events or EventStreams()
        self._encoders = {sealed: _encoder(operation, sealed, events) for sealed in operation.responses.classes}

    def encode(self, response: object) -> Response:
        """The response on the wire. Raises UndeclaredResponse for what the operation does not declare."""
        encoder = self._encoders.get(type(response))  # type: ignore[arg-type]
        if encoder is None:
            raise UndeclaredResponse(f"{self._operation} does not declare {type(response).__name__}")
        return encoder.encode(response)  # type: ignore[arg-type]


def _encoder(operation: Operation, sealed: type[SealedResponse], events: EventStreams) -> Encoder:
    media = None if sealed.content is None else media_type(sealed.content)
    if media is None or (media.kind == "json" and not media.is_range):
        return Encoder(operation, sealed)
    return OtherEncoder(operation, sealed, media, events)


def seal(operation: Operation, status: int, body: object, headers: Mapping[str, str | int]) -> SealedResponse:
    """Build the response of a status, for those who know only the operation, such as the map of errors.

    Headers are by their names on the wire. Raises UndeclaredResponse for a status or a header that the operation does
    not declare, and for a header that it requires and that is missing.
    """
    declared = next((key for key in (str(status), f"{status // 100}XX", "default") if key in operation.responses), None)
    if declared is None:
        raise UndeclaredResponse(f"{operation} does not declare {status}")
    sealed = operation.responses[declared]
    arguments: dict[str, object] = {} if sealed.content is None else {"body": body}
    if sealed.media_range is not None:
        arguments["media_type"] = concrete(sealed.media_range, body)
    if declared != str(status):
        arguments["status"] = status
    by_name = {header.name.lower(): header for header in sealed.headers}
    for name, value in headers.items():
        header = by_name.get(name.lower())
        if header is None:
            raise UndeclaredResponse(f"{operation} does not declare {name} for {status}")
        arguments[header.argument] = value
    try:
        return sealed(**arguments)
    except TypeError as error:
        raise UndeclaredResponse(f"{operation}: {sealed.__name__} lacks a header that it requires") from error


__all__ = ["Header", "ResponseEncoder", "Responses", "SealedResponse", "responses_of", "seal"]
