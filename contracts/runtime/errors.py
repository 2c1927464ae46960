"""What can go wrong between the wire and an implementation; the application answers each with a problem of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Place: TypeAlias = Literal["path", "query", "header", "cookie", "body"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing in a request that the contract does not allow.

    `name` is the parameter's name on the wire, None for the body. `pointer` is where in the body, as a JSON Pointer in
    a URI fragment (RFC 6901, section 6), None for a parameter. `message` is a sentence that a client may be shown.
    """

    place: Place
    name: str | None
    pointer: str | None
    keyword: str
    message: str


class RequestRejected(Exception):
    """The request is not one that the contract allows. `status` is what HTTP calls it."""

    status = 400

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__("; ".join(violation.message for violation in violations))
        self.violations = tuple(violations)


class MalformedBody(RequestRejected):
    """The body is not JSON (RFC 8259), or none that is read: a number is too large, values are nested too deeply, an
    object has two members of one name. Or it is no form of its media type."""


class BodyTooLarge(RequestRejected):
    """The body is larger than `limit` bytes, the `x-max-bytes` of the contract (RFC 9110, section 15.5.14)."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__([Violation("body", None, "#", "x-max-bytes", f"The body is larger than {limit} bytes.")])
        self.limit = limit

    @staticmethod
    def is_declared(length: str, limit: int) -> bool:
        """Return whether a Content-Length is above the limit. It may have any number of digits (RFC 9110, section 8.6),
        of which `int` reads 4,300."""
        digits, most = length.lstrip("0"), str(limit)
        return length.isascii() and length.isdigit() and (len(digits), digits) > (len(most), most)


class UnsupportedMediaType(RequestRejected):
    """The body is of a media type that the operation does not take, or a text in another charset than UTF-8 (RFC 9110,
    section 15.5.16)."""

    status = 415

    def __init__(self, expected: Sequence[str], *, charset: bool = False) -> None:
        message = f"The body must be sent as {' or '.join(expected)}."
        if charset:
            message = "The body must be sent in UTF-8, with charset=utf-8 in its Content-Type or without a charset."
        super().__init__([Violation("body", None, "#", "content", message)])
        self.expected = tuple(expected)


class UnsupportedContentCoding(RequestRejected):
    """The body is compressed, or encoded in another way (RFC 9110, section 8.4). The answer should have the header
    `Accept-Encoding: identity`, which tells it from an UnsupportedMediaType (section 12.5.3)."""

    status = 415

    def __init__(self) -> None:
        message = "The body must be sent as it is, without a Content-Encoding."
        super().__init__([Violation("body", None, "#", "content-encoding", message)])


class NotAcceptable(RequestRejected):
    """The operation has no answer of a media type that `Accept` asks for, and declares 406 (RFC 9110, section
    15.5.7)."""

    status = 406

    def __init__(self, offered: Sequence[str]) -> None:
        message = f"The answer is one of {', '.join(offered)}, which Accept does not allow."
        super().__init__([Violation("header", "Accept", None, "content", message)])
        self.offered = tuple(offered)


class InvalidRequest(RequestRejected):
    """A parameter or the body breaks the contract's schema."""

    status = 422


class NotAuthenticated(Exception):
    """No security requirement of the operation is met. A handler of a scheme raises it, or a subclass."""


class TryAgain(Exception):
    """A dependency raises it, before or behind its yield: all that was done has been undone, through nobody's fault,
    and may succeed at once. The dependencies and the operation run again, twice at most; then this is the answer."""


class FailedAfterAnswer(Exception):
    """A background task, a dependency that ends after the response (`scope="request"`), or the rest of a stream
    has failed when the response had been sent or begun. What it failed with is the cause."""


class UndeclaredResponse(Exception):
    """An implementation tried to send what the contract does not declare: a defect of the server, not of the client."""


class ContractGap(Exception):
    """An implementation and the contract do not fit: an operation is missing, or a method has no operation."""
