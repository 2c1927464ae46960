"""Where a request can carry a value: how a contract declares it there, and how a client writes it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Json = Any
NAME = "v"
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


class Unwritable(Exception):
    """The place has no way to write the value: an empty segment of a path, an empty array when exploded."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A request as a client sends it."""

    path: str
    headers: tuple[tuple[str, bytes], ...] = ()
    body: bytes | None = None


def itself(value: Json) -> Json:
    """A value that arrives as it was sent."""
    return value


@dataclass(frozen=True, slots=True)
class Place:
    """`holds_json` says whether a value is written as JSON there, else bare; `around`, within what it arrives."""

    name: str
    declare: Callable[[Json], Mapping[str, Json]]
    write: Callable[[str, list[str] | str], Wire]
    holds_json: bool = False
    segment: str = ""
    around: Callable[[Json], Json] = itself

    @property
    def tag(self) -> str:
        """The tag of its operations, and the module of their router."""
        return f"in_{self.name.replace('-', '_')}"


def _parameter(location: str, **more: Json) -> Callable[[Json], Mapping[str, Json]]:
    def declare(schema: Json) -> Mapping[str, Json]:
        return {"parameters": [{"name": NAME, "in": location, "required": True, "schema": schema, **more}]}

    return declare


def _encoded(text: str) -> str:
    return quote(text, safe="")


def _delimited(value: list[str] | str, delimiter: str, encode: Callable[[str], str] = _encoded, sent: str = "") -> str:
    """The items apart at the delimiter; one that holds it is told from two only beside others."""
    if isinstance(value, str):
        return encode(value)
    alone = len(value) == 1 and (value[0] == "" or delimiter in value[0])
    if alone or (encode(delimiter) == (sent or delimiter) and any(delimiter in item for item in value)):
        raise Unwritable
    return (sent or delimiter).join(map(encode, value))


def _path(path: str, value: list[str] | str) -> Wire:
    segment = _delimited(value, ",")
    # "." and ".." are steps (RFC 3986, section 3.3), and servers decode "%2F" before a route is looked for.
    if segment in ("", ".", "..") or "%2F" in segment:
        raise Unwritable
    return Wire(f"{path}/{segment}")


def _query(delimiter: str = ",", sent: str = "") -> Callable[[str, list[str] | str], Wire]:
    return lambda path, value: Wire(f"{path}?{NAME}={_delimited(value, delimiter, sent=sent)}")


def _query_exploded(path: str, value: list[str] | str) -> Wire:
    items = [value] if isinstance(value, str) else value
    if not items:
        raise Unwritable
    return Wire(f"{path}?" + "&".join(f"{NAME}={_encoded(item)}" for item in items))


def _header(path: str, value: list[str] | str) -> Wire:
    texts = [value] if isinstance(value, str) else value
    if any(text != text.strip() or not text.isprintable() for text in texts):
        raise Unwritable
    return Wire(path, ((NAME, _delimited(value, ",", str).encode()),))


def _cookie(path: str, value: list[str] | str) -> Wire:
    return Wire(path, (("Cookie", f"{NAME}={_delimited(value, ',')}".encode()),))


def _cookie_exploded(path: str, value: list[str] | str) -> Wire:
    items = [value] if isinstance(value, str) else value
    if not items:
        raise Unwritable
    return Wire(path, (("Cookie", "; ".join(f"{NAME}={_encoded(item)}" for item in items).encode()),))


def _body(around: Callable[[Json], Json]) -> Callable[[Json], Mapping[str, Json]]:
    def declare(schema: Json) -> Mapping[str, Json]:
        return {"requestBody": {"required": True, "content": {"application/json": {"schema": around(schema)}}}}

    return declare


def _body_wire(template: str) -> Callable[[str, list[str] | str], Wire]:
    def write(path: str, value: list[str] | str) -> Wire:
        return Wire(path, (("Content-Type", b"application/json"),), (template % value).encode())

    return write


def _object_of(schema: Json) -> Json:
    return {"type": "object", "required": ["inner"], "properties": {"inner": schema}}


def _query_json(schema: Json) -> Mapping[str, Json]:
    content = {"application/json": {"schema": schema}}
    return {"parameters": [{"name": NAME, "in": "query", "required": True, "content": content}]}


def _form(media_type: str, **encoding: Json) -> Callable[[Json], Mapping[str, Json]]:
    def declare(schema: Json) -> Mapping[str, Json]:
        words = {"encoding": {NAME: encoding}} if encoding else {}
        form = {"type": "object", "required": [NAME], "properties": {NAME: schema}}
        return {"requestBody": {"required": True, "content": {media_type: {"schema": form, **words}}}}

    return declare


def _form_wire(path: str, value: list[str] | str) -> Wire:
    items = [value] if isinstance(value, str) else value
    if not items:
        raise Unwritable
    body = "&".join(f"{NAME}={_encoded(item)}" for item in items)
    return Wire(path, (("Content-Type", URLENCODED.encode()),), body.encode())


def _form_comma_wire(path: str, value: list[str] | str) -> Wire:
    return Wire(path, (("Content-Type", URLENCODED.encode()),), f"{NAME}={_delimited(value, ',')}".encode())


def _multipart_wire(path: str, value: list[str] | str) -> Wire:
    items = [value] if isinstance(value, str) else value
    if not items:
        raise Unwritable
    part = f'--limit\r\nContent-Disposition: form-data; name="{NAME}"\r\n\r\n%s\r\n'
    body = "".join(part % item for item in items) + "--limit--\r\n"
    return Wire(path, (("Content-Type", f"{MULTIPART}; boundary=limit".encode()),), body.encode())


def _in_form(value: Json) -> Json:
    return {NAME: value}


PARAMETERS = (
    Place("path", _parameter("path"), _path, segment=f"/{{{NAME}}}"),
    Place("query-exploded", _parameter("query"), _query_exploded),
    Place("query-comma", _parameter("query", explode=False), _query()),
    Place("header", _parameter("header"), _header),
    Place("cookie", _parameter("cookie"), _cookie_exploded),
)
# Other ways to write an array.
ARRAY_PARAMETERS = (
    Place("query-space", _parameter("query", style="spaceDelimited", explode=False), _query(" ", "%20")),
    Place("query-pipe", _parameter("query", style="pipeDelimited", explode=False), _query("|", "%7C")),
    Place("cookie-comma", _parameter("cookie", explode=False), _cookie),
)
BODIES = (
    Place("body", _body(lambda schema: schema), _body_wire("%s"), holds_json=True),
    Place(
        "body-property",
        _body(lambda schema: _object_of(_object_of(schema))),
        _body_wire('{"inner":{"inner":%s}}'),
        holds_json=True,
        around=lambda value: {"inner": {"inner": value}},
    ),
    Place(
        "body-item",
        _body(lambda schema: {"type": "array", "items": schema}),
        _body_wire("[%s]"),
        holds_json=True,
        around=lambda value: [value],
    ),
)
# A parameter that is JSON: the only one to hold an object.
JSON_PARAMETERS = (Place("query-json", _query_json, _query(), holds_json=True),)
# The members of forms: bare as in a query, and JSON where `encoding` says so.
FORMS = (
    Place("form", _form(URLENCODED), _form_wire, around=_in_form),
    Place("multipart", _form(MULTIPART), _multipart_wire, around=_in_form),
)
ARRAY_FORMS = (Place("form-comma", _form(URLENCODED, explode=False), _form_comma_wire, around=_in_form),)
JSON_FORMS = (
    Place(
        "form-json",
        _form(URLENCODED, contentType="application/json"),
        _form_wire,
        holds_json=True,
        around=_in_form,
    ),
)
PLACES = PARAMETERS + ARRAY_PARAMETERS + BODIES + JSON_PARAMETERS


def text_of(value: Json, place: Place) -> list[str] | str:
    """A value in the words of the place: JSON, or bare scalars."""
    if place.holds_json:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return _bare(value)


def _bare(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
