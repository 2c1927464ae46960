"""Verdicts on whole requests: what is missing, defaults, media types, encodings, and JSON that is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.contracts.codegen.verdicts.places import Wire

Json = Any
TAG = "requests"
_JSON = (("Content-Type", b"application/json"),)
_INTEGER = {"type": "integer"}


@dataclass(frozen=True, slots=True)
class RequestVerdict:
    """`arguments` are those that the implementation must see of an accepted request, of which it may see more."""

    id: str
    wire: Wire
    status: int = 200
    arguments: Mapping[str, object] = field(default_factory=dict)


def _parameter(location: str, schema: Json, name: str = "v", **more: Json) -> Json:
    return {"parameters": [{"name": name, "in": location, "schema": schema, **more}]}


def _body(schema: Json, *, required: bool = True, media: tuple[str, ...] = ("application/json",)) -> Json:
    return {"requestBody": {"required": required, "content": {type_: {"schema": schema} for type_ in media}}}


_LOCATIONS = ("query", "header", "cookie")
_DEFAULTS: dict[str, tuple[Json, object]] = {
    "integer": ({"type": "integer", "default": 20}, 20),
    "zero": ({"type": "integer", "default": 0}, 0),
    "string": ({"type": "string", "default": "all"}, "all"),
    "empty string": ({"type": "string", "default": ""}, ""),
    "false": ({"type": "boolean", "default": False}, False),
    "enum": ({"type": "string", "enum": ["a", "b"], "default": "b"}, "b"),
    "date": ({"type": "string", "format": "date", "default": "2026-03-01"}, date(2026, 3, 1)),
    "array": ({"type": "array", "items": {"type": "string"}, "default": ["a", "b"]}, ["a", "b"]),
    "empty array": ({"type": "array", "items": {"type": "string"}, "default": []}, []),
    "null": ({"type": ["integer", "null"], "default": None}, None),
    "reference": ({"$ref": "#/components/schemas/DefaultSize"}, 7),
}
COMPONENTS: dict[str, Json] = {"DefaultSize": {"type": "integer", "default": 7}}


def _slug(text: str) -> str:
    return text.replace(" ", "_")


def operations() -> dict[str, Json]:
    """The operations by path."""
    found: dict[str, Json] = {}
    for place in _LOCATIONS:
        found[f"/request_required_{place}"] = _parameter(place, _INTEGER, required=True)
        found[f"/request_optional_{place}"] = _parameter(place, _INTEGER)
        found[f"/request_text_{place}"] = _parameter(place, {"type": "string"})
        found[f"/request_array_{place}"] = _parameter(place, {"type": "array", "items": {"type": "string"}})
        for name, (schema, _) in _DEFAULTS.items():
            found[f"/request_default_{_slug(name)}_{place}"] = _parameter(place, schema)
    found["/request_number_query"] = _parameter("query", {"type": "number"})
    found["/request_array_comma"] = _parameter("query", {"type": "array", "items": {"type": "string"}}, explode=False)
    found["/request_odd_name"] = _parameter("query", _INTEGER, "page[size]")
    found["/request_text_path/{v}"] = _parameter("path", {"type": "string"}, required=True)
    found["/request_required_body"] = _body({})
    found["/request_optional_body"] = _body({"type": "object"}, required=False)
    found["/request_small_body"] = {"requestBody": {**_body({})["requestBody"], "x-max-bytes": 10}}
    found["/request_several_media"] = _body({}, media=("application/json", "application/merge-patch+json"))
    found["/request_object_body"] = _body({"type": "object", "properties": {"a": _INTEGER}})
    return {path: {**item, "operationId": path.split("/")[1]} for path, item in found.items()}


def _send(path: str, body: bytes, *headers: tuple[str, bytes]) -> Wire:
    return Wire(path, headers or _JSON, body)


def _at(place: str, path: str, text: str, name: str = "v") -> Wire:
    if place == "query":
        return Wire(f"{path}?{name}={text}")
    if place == "cookie":
        return Wire(path, (("Cookie", f"{name}={text}".encode("latin-1")),))
    return Wire(path, ((name, text.encode("latin-1")),))


def request_verdicts() -> Iterator[RequestVerdict]:
    """All of them."""
    yield from _parameter_verdicts()
    yield from _body_verdicts()
    yield from _media_verdicts()
    yield from _syntax_verdicts()


def _parameter_verdicts() -> Iterator[RequestVerdict]:
    for place in _LOCATIONS:
        yield RequestVerdict(f"{place}-required-missing", Wire(f"/request_required_{place}"), 422)
        yield RequestVerdict(
            f"{place}-required-given", _at(place, f"/request_required_{place}", "1"), arguments={"v": 1}
        )
        yield RequestVerdict(f"{place}-optional-missing", Wire(f"/request_optional_{place}"), arguments={"v": None})
        yield RequestVerdict(
            f"{place}-optional-given", _at(place, f"/request_optional_{place}", "2"), arguments={"v": 2}
        )
        yield RequestVerdict(f"{place}-optional-invalid", _at(place, f"/request_optional_{place}", "x"), 422)
        yield RequestVerdict(f"{place}-optional-null", _at(place, f"/request_optional_{place}", "null"), 422)
        yield RequestVerdict(f"{place}-optional-array-missing", Wire(f"/request_array_{place}"), arguments={"v": None})
        for name, (_, value) in _DEFAULTS.items():
            yield RequestVerdict(
                f"{place}-default-{name}", Wire(f"/request_default_{_slug(name)}_{place}"), arguments={"v": value}
            )
    given = _at("query", "/request_default_integer_query", "5")
    yield RequestVerdict("query-default-overridden", given, arguments={"v": 5})
    yield RequestVerdict("query-twice", Wire("/request_optional_query?v=1&v=2"), 422)
    yield RequestVerdict("cookie-twice", _at("cookie", "/request_optional_cookie", "1; v=2"), 422)
    yield RequestVerdict("header-twice", Wire("/request_optional_header", (("v", b"1"), ("v", b"2"))), 422)
    lines = (("v", b"a, b"), ("V", b"c"))
    yield RequestVerdict(
        "header-array-of-lines", Wire("/request_array_header", lines), arguments={"v": ["a", "b", "c"]}
    )
    yield RequestVerdict("query-comma-twice", Wire("/request_array_comma?v=a&v=b"), 422)
    yield RequestVerdict("query-comma-encoded", Wire("/request_array_comma?v=a%2Cb,c"), arguments={"v": ["a,b", "c"]})
    yield RequestVerdict("query-unknown", Wire("/request_optional_query?v=1&unknown=x"), arguments={"v": 1})
    yield RequestVerdict("query-other-case", Wire("/request_required_query?V=1"), 422)
    yield RequestVerdict("query-plus-is-space", Wire("/request_text_query?v=a+b%2B"), arguments={"v": "a b+"})
    yield RequestVerdict("query-without-value", Wire("/request_text_query?v"), arguments={"v": ""})
    yield RequestVerdict("query-no-number", Wire("/request_optional_query?v="), 422)
    yield RequestVerdict("query-encoded-name", Wire("/request_odd_name?page%5Bsize%5D=3"), arguments={"page_size": 3})
    yield RequestVerdict("query-not-UTF-8", Wire("/request_text_query?v=%FF"), 422)
    yield RequestVerdict("cookie-not-UTF-8", _at("cookie", "/request_text_cookie", "%FF"), 422)
    yield RequestVerdict("path-not-UTF-8", Wire("/request_text_path/%FF"), 422)
    yield RequestVerdict("path-encoded", Wire("/request_text_path/a%20%2Bb%25"), arguments={"v": "a +b%"})
    yield RequestVerdict("path-plus-is-plus", Wire("/request_text_path/a+b"), arguments={"v": "a+b"})
    yield RequestVerdict(
        "header-Latin-1", _at("header", "/request_text_header", "caf\u00e9"), arguments={"v": "caf\u00e9"}
    )
    yield RequestVerdict("header-spaces-around", _at("header", "/request_text_header", " a "), arguments={"v": "a"})
    yield RequestVerdict("query-beyond-doubles", _at("query", "/request_number_query", "1e400"), 422)
    yield RequestVerdict("query-digits-beyond-doubles", _at("query", "/request_number_query", "9" * 399), 422)
    yield RequestVerdict("query-longest-number", _at("query", "/request_optional_query", "9" * 5000), 422)


def _body_verdicts() -> Iterator[RequestVerdict]:
    yield RequestVerdict("body-required-missing", Wire("/request_required_body", _JSON), 422)
    yield RequestVerdict("body-required-without-type", Wire("/request_required_body"), 422)
    yield RequestVerdict("body-null-is-a-body", _send("/request_required_body", b"null"), arguments={"body": None})
    yield RequestVerdict("body-optional-missing", Wire("/request_optional_body"), arguments={"body": None})
    yield RequestVerdict("body-optional-empty", _send("/request_optional_body", b""), arguments={"body": None})
    yield RequestVerdict("body-optional-null", _send("/request_optional_body", b"null"), 422)
    yield RequestVerdict("body-optional-given", _send("/request_optional_body", b"{}"), arguments={"body": {}})
    yield RequestVerdict(
        "body-at-its-limit", _send("/request_small_body", b"1234567890"), arguments={"body": 1234567890}
    )
    yield RequestVerdict("body-over-its-limit", _send("/request_small_body", b"12345678901"), 413)
    yield RequestVerdict("body-member-twice", _send("/request_object_body", b'{"a":2,"a":3}'), 400)
    nested = b'[{"b":{"a":1,"\\u0061":1}}]'
    yield RequestVerdict("body-member-twice-below", _send("/request_required_body", nested), 400)


def _media_verdicts() -> Iterator[RequestVerdict]:
    for type_ in (b"application/json; charset=utf-8", b"Application/JSON", b'application/json;charset="UTF-8"; x=y'):
        yield RequestVerdict(f"media-{type_.decode()}", _send("/request_required_body", b"1", ("Content-Type", type_)))
    patch = ("Content-Type", b"application/merge-patch+json")
    yield RequestVerdict("media-second-of-two", _send("/request_several_media", b"1", patch), arguments={"body": 1})
    yield RequestVerdict("media-of-another-operation", _send("/request_required_body", b"1", patch), 415)
    yield RequestVerdict("media-missing", _send("/request_required_body", b"1", ("X-Other", b"1")), 415)
    for type_ in (
        *(b"text/plain", b"application/xml", b"application/x-www-form-urlencoded", b"application/jsonx", b"*/*", b""),
        *(b"application/json; charset=latin-1", b"application/json; charset=utf-16", b"application/*", b"json"),
    ):
        wire = _send("/request_required_body", b"{}", ("Content-Type", type_))
        yield RequestVerdict(f"media-{type_.decode() or 'empty'}", wire, 415)


_GOOD: dict[str, tuple[bytes, Json]] = {
    "white space": (b" \t\r\n[ 1 , 2 ] ", [1, 2]),
    "escapes": (b'"\\u00e9\\n\\/\\ud83d\\ude00"', "é\n/😀"),
    "exponent": (b"-1.5E+2", -150.0),
    "largest double": (b"1.7976931348623157e308", 1.7976931348623157e308),
    "minus zero": (b"-0", 0),
    "large integer": (b"123456789012345678901234567890", 123456789012345678901234567890),
    "empty key": (b'{"":0}', {"": 0}),
    "nested": (b"[" * 50 + b"]" * 50, None),
}
_BAD: dict[str, bytes] = {
    **{text.decode(): text for text in (b"{", b"[1,]", b'{"a":1,}', b"{'a':1}", b"{a:1}", b"NaN", b"Infinity")},
    **{text.decode(): text for text in (b"-Infinity", b"01", b"+1", b".5", b"1.", b"0x1", b"nul", b"True", b"{} {}")},
    **{text.decode(): text for text in (b"// a\n1", b"/* */1", b'"a', b"'a'", b"1 2", b"[1 2]", b'{"a" 1}', b" ")},
    "beyond doubles": b'{"a":[1e400]}',
    "beyond doubles, negative": b"-1E+309",
    "beyond doubles, digits": b"9" * 400,
    "lone surrogate": b'"\\ud800"',
    "not UTF-8": b'"\xff"',
    "UTF-16": '"a"'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf1",
    "control character": b'"a\nb"',
    "unknown escape": b'"\\x"',
    "nested without end": b"[" * 100_000,
    "nested too deeply": b"[" * 100_000 + b"]" * 100_000,
}


def _syntax_verdicts() -> Iterator[RequestVerdict]:
    for name, (raw, value) in _GOOD.items():
        yield RequestVerdict(
            f"syntax-{name}", _send("/request_required_body", raw), arguments={} if value is None else {"body": value}
        )
    for name, raw in _BAD.items():
        yield RequestVerdict(f"syntax-{name}", _send("/request_required_body", raw), 400)
