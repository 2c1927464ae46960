"""The raw values of a request's parameters, percent-decoding (RFC 3986) and splitting at the right moment."""

from urllib.parse import unquote, unquote_plus

from starlette.requests import Request

from .operation import Parameter

_DELIMITERS = {"simple": ",", "form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class RawValues:
    """Where a request keeps its parameters, parsed once and only as far as an operation asks.

    `texts` answers None for a parameter that is absent, and otherwise each of its values, not yet split. It raises
    UnicodeDecodeError for one that is not UTF-8.
    """

    def __init__(self, request: Request, path: str) -> None:
        self._request = request
        self._path = path
        self._query: dict[str, list[str]] | None = None
        self._cookies: dict[str, list[str]] | None = None

    def texts(self, parameter: Parameter) -> list[str] | None:
        """The values as they are on the wire, still encoded for path, query and cookie."""
        if parameter.place == "path":
            return [self._segment(parameter.segment or parameter.name)]
        if parameter.place == "query":
            return self._parsed_query().get(parameter.name)
        if parameter.place == "header":
            return [_header_text(value) for value in self._header_lines(parameter.name)] or None
        return self._parsed_cookies().get(parameter.name)

    def _segment(self, name: str) -> str:
        """The segment of the path, encoded if the server still has it so (else a comma in an item would split it)."""
        template = self._path.split("/")
        raw_path: bytes | None = self._request.scope.get("raw_path")
        if raw_path is not None and f"{{{name}}}" in template:
            segments = raw_path.split(b"?", 1)[0].split(b"/")
            index = template.index(f"{{{name}}}") - len(template)
            if len(segments) >= -index:
                return segments[index].decode("ascii", "replace")
        return str(self._request.path_params[name])

    def _parsed_query(self) -> dict[str, list[str]]:
        if self._query is None:
            self._query = {}
            query: bytes = self._request.scope["query_string"]
            for pair in query.decode("ascii", "replace").split("&") if query else ():
                name, _, value = pair.partition("=")
                self._query.setdefault(unquote_plus(name), []).append(value)
        return self._query

    def _parsed_cookies(self) -> dict[str, list[str]]:
        if self._cookies is None:
            self._cookies = {}
            for line in self._header_lines("cookie"):
                for pair in _header_text(line).split(";"):
                    name, separator, value = pair.strip(" \t").partition("=")
                    if separator:
                        self._cookies.setdefault(name, []).append(value)
        return self._cookies

    def _header_lines(self, name: str) -> list[bytes]:
        wanted = name.lower().encode("latin-1", "replace")
        return [value for key, value in self._request.scope["headers"] if key == wanted]


def decode(text: str, parameter: Parameter) -> str:
    """Undo the percent-encoding of one value."""
    if parameter.place == "header":
        return text
    return unquote_plus(text, errors="strict") if parameter.place == "query" else unquote(text, errors="strict")


def split(texts: list[str], parameter: Parameter) -> list[str]:
    """The items of an array, decoded.

    Exploded, each value is an item. Otherwise one value holds all, apart at the delimiter of the style. A client
    that encodes the delimiter too (many do) is understood as long as no bare delimiter is there to go by.
    """
    if parameter.explode and parameter.place in ("query", "cookie"):
        return [decode(text, parameter) for text in texts]
    delimiter = _DELIMITERS[parameter.style]
    if parameter.place == "header":
        joined = ",".join(texts)
        return [item.strip(" \t") for item in joined.split(",")] if joined else []
    text = texts[0]
    if delimiter in text:
        return [decode(item, parameter) for item in text.split(delimiter)]
    decoded = decode(text, parameter)
    return decoded.split(delimiter) if decoded else []


def _header_text(value: bytes) -> str:
    """A field value is bytes (RFC 9110, section 5.5); UTF-8 where it is that, Latin-1 else."""
    try:
        return value.decode("utf-8").strip(" \t")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip(" \t")


__all__ = ["RawValues", "decode", "split"]
