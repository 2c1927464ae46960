"""The raw values of a request's parameters, percent-decoding (RFC 3986) and splitting at the right moment."""

from collections.abc import Callable
from operator import methodcaller
from urllib.parse import quote, unquote, unquote_plus

from starlette.types import Scope

from .operation import Parameter

_DELIMITERS = {"simple": ",", "form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class RawValues:
    """Where a request keeps its parameters, parsed once and only as far as an operation asks."""

    __slots__ = ("_cookies", "_query", "_scope")

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._query: dict[str, list[str]] | None = None
        self._cookies: dict[str, list[str]] | None = None

    def segment(self, name: str) -> list[str]:
        """A part of the path, decoded: the router has split the path, and decoded each segment then."""
        return [self._scope["path_params"][name]]

    def encoded_segment(self, name: str, index: int) -> list[str]:
        """A segment of the path, the last being -1, as it was sent: a comma in an item must not split it."""
        raw_path: bytes | None = self._scope.get("raw_path")
        if raw_path is not None:
            return [raw_path.partition(b"?")[0].split(b"/")[index].decode("ascii", "replace")]
        return [quote(self._scope["path_params"][name], safe=",", errors="surrogateescape")]

    def query(self, name: str) -> list[str] | None:
        """The values of a parameter of the query, encoded."""
        if self._query is None:
            self._query = {}
            query: bytes = self._scope["query_string"]
            for pair in query.decode("ascii", "replace").split("&") if query else ():
                key, _, value = pair.partition("=")
                self._query.setdefault(unquote_plus(key), []).append(value)
        return self._query.get(name)

    def query_names(self) -> list[str]:
        """The names of all parameters of the query, decoded."""
        self.query("")
        return list(self._query or ())

    def names(self, parameter: Parameter) -> list[str]:
        """The names that the query has, or the cookies, whichever the parameter is of."""
        if parameter.place == "query":
            return self.query_names()
        self.cookie("")
        return list(self._cookies or ())

    def header(self, name: bytes) -> list[str] | None:
        """The values of the lines of a header. `name` is in lower case."""
        return [_header_text(value) for key, value in self._scope["headers"] if key == name] or None

    def cookie(self, name: str) -> list[str] | None:
        """The values of a cookie, encoded."""
        if self._cookies is None:
            self._cookies = {}
            for line in self.header(b"cookie") or ():
                for pair in line.split(";"):
                    key, separator, value = pair.strip(" \t").partition("=")
                    if separator:
                        self._cookies.setdefault(key, []).append(value)
        return self._cookies.get(name)


def reader(parameter: Parameter, path: str, *, array: bool) -> Callable[[RawValues], list[str] | None]:
    """How to find a parameter in the requests to `path`: None for one that is absent, else each of its values, for
    `decode` or, if it is an array, for `split`."""
    name = parameter.name
    if parameter.place == "query":
        return methodcaller("query", name)
    if parameter.place == "cookie":
        return methodcaller("cookie", name)
    if parameter.place == "header":
        return methodcaller("header", name.lower().encode("latin-1", "replace"))
    segment, template = parameter.segment, path.split("/")
    if not array:
        return methodcaller("segment", segment)
    return methodcaller("encoded_segment", segment, template.index(f"{{{segment}}}") - len(template))


def decode(text: str, parameter: Parameter) -> str:
    """One value, decoded. Raises UnicodeError for one that is not UTF-8."""
    if parameter.place == "header":
        return text
    if parameter.place == "path":
        if not text.isascii():
            text.encode()  # fails for the lone surrogates that stand for other bytes
        return text
    return _unquoted(text, parameter)


def _unquoted(text: str, parameter: Parameter) -> str:
    if parameter.place == "query":
        text = text.replace("+", " ")
    return unquote(text, errors="strict") if "%" in text else text


def split(texts: list[str], parameter: Parameter) -> list[str]:
    """The items of an array, decoded. Raises UnicodeError for one that is not UTF-8.

    Exploded, each value is an item. Otherwise one value holds all, apart at the delimiter of the style. A client
    that encodes the delimiter too (many do) is understood as long as no bare delimiter is there to go by.
    """
    if parameter.explode and parameter.place in ("query", "cookie"):
        return [_unquoted(text, parameter) for text in texts]
    delimiter = _DELIMITERS[parameter.style]
    if parameter.place == "header":
        joined = ",".join(texts)
        return [item.strip(" \t") for item in joined.split(",")] if joined else []
    text = texts[0]
    if delimiter in text:
        return [_unquoted(item, parameter) for item in text.split(delimiter)]
    decoded = _unquoted(text, parameter)
    return decoded.split(delimiter) if decoded else []


def _header_text(value: bytes) -> str:
    """A field value is bytes (RFC 9110, section 5.5); UTF-8 where it is that, Latin-1 else."""
    try:
        return value.decode("utf-8").strip(" \t")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip(" \t")


__all__ = ["RawValues", "decode", "reader", "split"]
