"""FR-370: a media type is of one kind, in a request, in an answer and for the comparison of contracts."""

import importlib
from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from contracts.document.media_kinds import body_kind
from contracts.runtime.media_types import MediaTypes, media_type, sent_media_type
from tests.contracts.codegen.answering import listening
from tests.contracts.codegen.documents import Json, document, written
from tests.contracts.codegen.generating import generated, shared_folder
from tests.contracts.codegen.providing import providing

PACKAGE = "media_kinds"
_OBJECT = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
_STRING, _BINARY = {"type": "string"}, {"type": "string", "format": "binary"}
_JSON, _TEXT, _BYTES = (b'{"n":1}', {"n": 1}), (b"a: \xc3\xa9", "a: é"), (b"\xff\0", b"\xff\0")

# The name in the contract, its schema, the media type that is sent, its content, and what a service has of it.
KINDS: list[tuple[str, Json, str, tuple[bytes, Json]]] = [
    ("application/json", _OBJECT, "application/json", _JSON),
    ("text/json", _OBJECT, "text/json", _JSON),
    ("x/y+json", _OBJECT, "x/y+json", _JSON),
    ("application/vnd.a+json; v=1", _OBJECT, "application/vnd.a+json; v=1", _JSON),
    ("application/*+json", _OBJECT, "application/vnd.b+json", _JSON),
    ("*/*", _OBJECT, "application/hal+json", _JSON),
    ("application/*", {"anyOf": [_OBJECT, _STRING]}, "application/json", _JSON),
    *((name, {}, name, _TEXT) for name in ("text/plain", "text/event-stream", "text/x-log", "image/svg+xml")),
    *((f"application/{name}", {}, f"application/{name}", _TEXT) for name in ("xml", "soap+xml", "yaml", "x-yaml")),
    *((f"application/{name}", {}, f"application/{name}", _TEXT) for name in ("javascript", "graphql", "toml", "sql")),
    *((f"application/{name}", {}, f"application/{name}", _TEXT) for name in ("jsonl", "x-jsonl", "jsonlines")),
    *((f"application/{name}", {}, f"application/{name}", _TEXT) for name in ("ndjson", "x-ndjson", "json-seq")),
    ("application/geo+json-seq", {}, "application/geo+json-seq", _TEXT),
    ("application/vnd.openapi+yaml", _STRING, "application/vnd.openapi+yaml", _TEXT),
    ("text/*", _STRING, "text/csv", _TEXT),
    ("*/*", _STRING, "text/csv", _TEXT),
    ("application/x-own", {"type": "string", "pattern": "^a"}, "application/x-own", _TEXT),
    ("application/x-token", {"type": "string", "format": "byte"}, "application/x-token", (b"YQ==", "YQ==")),
    ("text/csv", _BINARY, "text/csv", _BYTES),
    ("application/xml", _BINARY, "application/xml", _BYTES),
    ("text/x-image", {"contentMediaType": "image/png"}, "text/x-image", _BYTES),
    ("application/x-own", {"type": "string", "format": "own"}, "application/x-own", _BYTES),
    ("application/octet-stream", _STRING, "application/octet-stream", _BYTES),
    ("application/jwe", {}, "application/jwe", _BYTES),
    ("font/*", {}, "font/ttf", _BYTES),
    ("*/*", {"description": "Anything."}, "video/mp4", _BYTES),
    ("*/*", _BINARY, "video/mp4", _BYTES),
    ("multipart/mixed", {}, "multipart/mixed; boundary=a", _BYTES),
]


def _operation(name: str, schema: Json) -> Json:
    content = {name: {"schema": schema} if schema else {}}
    return {"requestBody": {"content": content}, "responses": {"200": {"description": "It.", "content": content}}}


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder = shared_folder(tmp_path_factory, "media_kinds")
    operations = [_operation(name, schema) for name, schema, _, _ in KINDS]
    paths = {
        f"/{index}": {"post": {"operationId": f"echo{index}", "tags": ["things"], **one}}
        for index, one in enumerate(operations)
    }
    generated(folder, PACKAGE, written(folder, document(paths)))
    return importlib.import_module(f"{PACKAGE}.routers.things")


class _Echo:
    """Answers with the body that it was given, of the media type that was sent."""

    def __init__(self, router: ModuleType) -> None:
        self.given: Any = None
        methods = {one.id: self._method(one.responses["200"]) for one in router.OPERATIONS}
        self.app = FastAPI(openapi_url=None)
        provide = providing(type("Things", (router.ThingsApi,), methods))
        self.app.include_router(router.things_router(provide, {}))
        self.media_type = ""

    def _method(self, sealed: Any) -> Any:
        async def echo(_: object, body: Any = None) -> object:
            self.given = body
            return sealed(body) if sealed.media_range is None else sealed(body, media_type=self.media_type)

        return echo


@pytest.fixture
async def echo(router: ModuleType) -> AsyncIterator[tuple[_Echo, httpx.AsyncClient]]:
    echo = _Echo(router)
    async with listening(echo.app) as url, httpx.AsyncClient(base_url=url) as client:
        yield echo, client


@pytest.mark.parametrize("index", range(len(KINDS)), ids=[f"{one[0]} {one[1]}" for one in KINDS])
async def test_is_of_one_kind(echo: tuple[_Echo, httpx.AsyncClient], index: int) -> None:
    """FR-370: what a service is given of a request it may answer with, and the same comes back."""
    server, client = echo
    name, _, sent, (content, value) = KINDS[index]
    server.media_type = sent
    answer = await client.post(f"/{index}", content=content, headers={"Content-Type": sent})
    given = server.given.model_dump() if hasattr(server.given, "model_dump") else server.given
    assert (given, isinstance(given, type(value))) == (value, True)
    assert (answer.status_code, answer.content) == (200, content)
    back = media_type(answer.headers["content-type"])
    assert back is not None
    assert back.essence == sent.partition(";")[0]
    has_charset = isinstance(value, str) and ("text/" in sent or "xml" in sent or "javascript" in sent)
    assert ("charset" in back.parameters) == (has_charset and sent != "text/event-stream"), name


@pytest.mark.parametrize("sent", ["application/json", "application/x-json", "text/plain"])
async def test_a_range_of_json_takes_json_alone(router: ModuleType, sent: str) -> None:
    """FR-370: `application/*+json` is not `application/json`; a service may not answer with another type either."""
    echo = _Echo(router)
    index = next(index for index, one in enumerate(KINDS) if one[0] == "application/*+json")
    operation = router.OPERATIONS[index]
    runtime: Any = importlib.import_module(f"{PACKAGE}.runtime")
    sealed = operation.responses["200"]({"n": 1}, media_type=sent)
    assert runtime.seal(operation, 200, {"n": 1}, {}).media_type == "application/problem+json"
    with pytest.raises(runtime.UndeclaredResponse, match="is no media type of application/\\*\\+json"):
        runtime.responses.ResponseEncoder(operation).encode(sealed)
    echo.app.add_exception_handler(runtime.UnsupportedMediaType, _unsupported)
    async with listening(echo.app) as url, httpx.AsyncClient(base_url=url) as client:
        answer = await client.post(f"/{index}", content=b'{"n":1}', headers={"Content-Type": sent})
    assert (answer.status_code, answer.json()) == (415, ["application/*+json"])


async def _unsupported(_: Request, error: Any) -> JSONResponse:
    return JSONResponse(error.expected, 415)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"application": {}}, "is no media type, and no range of them such as text/*"),
        ({"*/json": {}}, "is no media type, and no range of them such as text/*"),
        ({"application/*json": {}}, "is no media type, and no range of them such as text/*"),
        ({"text/plain; charset=latin1": {}}, "is read as UTF-8 alone; leave the charset out"),
        (
            {
                "multipart/form-data": {
                    "schema": {"type": "object", "properties": {"a": {}}},
                    "encoding": {"a": {"contentType": "text/plain, png"}},
                }
            },
            "is no media type; write one such as image/png",
        ),
    ],
)
def test_what_is_no_media_type_is_refused(tmp_path: Any, content: Json, told: str) -> None:
    """FR-370: where it stands."""
    operation = {"requestBody": {"content": content}, "responses": {"200": {"description": "It."}}}
    found = inspect(load(written(tmp_path, document({"/x": {"post": {"operationId": "x", **operation}}}))))
    assert [refusal.reason for refusal in found.refusals] == [told]


@pytest.mark.parametrize(
    "sent", ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8"]
)
def test_what_most_clients_send_is_known_at_once(sent: str) -> None:
    """FR-370: without reading its parameters, and with the same result."""
    found = MediaTypes({"application/json; v=1": 1, "Application/JSON": 2, "*/*": 3})
    read = sent_media_type(sent)
    assert read is not None
    assert (found.exact(sent), found.find(read)) == (2, 2)
    assert found.exact("application/json; charset=latin1") is None


def test_what_json_is() -> None:
    """FR-370: by its name, whatever its schema says; a range of it too."""
    names = ("application/json", "text/json", "a/b+json", "application/*+json", "application/json; charset=utf-8")
    others = ("application/jsonp", "application/json5", "json/json", "application/*", "text/plain+json2")
    kinds = {name: body_kind({}, read, _BINARY) for name in (*names, *others) if (read := media_type(name))}
    assert [name for name, kind in kinds.items() if kind == "json"] == [*names]
    assert len(kinds) == len(names) + len(others)
