"""FR-027, FR-042: where several paths match a URL, the one that says most of it answers."""

import importlib
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from contracts.codegen.refusals.overlaps import Overlaps
from tests.conftest import ROOT
from tests.contracts.codegen.documents import OK, document, written
from tests.contracts.codegen.providing import providing

PATHS = ["/a", "/a/{x}", "/a/b", "/a/{x}.json", "/a/{x}/c", "/a/b/{y}", "/{z}/b/c"]


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/a", []),
        ("/a/b", []),
        ("/a/{x}", ["/a/b"]),
        ("/a/{x}.json", []),
        ("/a/b/{y}", []),
        ("/a/{x}/c", ["/a/b/{y}"]),
        ("/{z}/b/c", ["/a/{x}/c", "/a/b/{y}"]),
    ],
)
def test_paths_that_go_first(path: str, first: list[str]) -> None:
    assert Overlaps(PATHS).more_specific(path) == first


_SEGMENTS, _WORDS = (
    ("a", "a.json", "{x}", "{y}", "{x}.json", "a{x}", "b{x}"),
    ("a", "b", "ab", "ba", "a.json", "b.json", "aa.json", "ba.json"),
)


def _urls(path: str) -> set[str]:
    """Those of a few URLs that a path matches."""
    pattern = re.compile(re.sub(r"\{.\}", "[^/]+", path.replace(".", "\\.")))
    length = path.count("/")
    return {
        url for url in ("/" + "/".join(words) for words in product(_WORDS, repeat=length)) if pattern.fullmatch(url)
    }


@given(st.lists(st.lists(st.sampled_from(_SEGMENTS), min_size=1, max_size=3), min_size=1, max_size=8))
def test_only_paths_that_match_the_same_urls_go_first(drawn: list[list[str]]) -> None:
    """Of those, the ones that are concrete for longer; in the order of the document."""
    paths = list(dict.fromkeys("/" + "/".join(segments) for segments in drawn))
    for path in paths:
        rank = ["{" in segment for segment in path.split("/")]
        earlier = [other for other in paths if ["{" in segment for segment in other.split("/")] < rank]
        assert Overlaps(paths).more_specific(path) == [other for other in earlier if _urls(other) & _urls(path)]


def _operation(tag: str, *parameters: str) -> Any:
    in_path = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in parameters]
    return {"tags": [tag], "responses": OK, "parameters": in_path}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The paths of words are in a tag that is mounted last."""
    folder = tmp_path_factory.mktemp("overlaps")
    contract = document(
        {
            "/a/{x}": {"get": {**_operation("first", "x"), "operationId": "get_x"}},
            "/a/b": {
                "get": {**_operation("second"), "operationId": "get_b"},
                "put": {**_operation("first"), "operationId": "put_b"},
            },
            "/a/c": {"put": {**_operation("second"), "operationId": "put_c"}},
        }
    )
    command = [
        str(ROOT / "codegen.sh"),
        "--contract",
        str(written(folder, contract)),
        "--out",
        str(folder / "overlapping"),
    ]
    subprocess.run(command, check=True)
    sys.path.insert(0, str(folder))
    first, second = (importlib.import_module(f"overlapping.routers.{tag}") for tag in ("first", "second"))
    sys.path.remove(str(folder))
    asked: list[str] = []

    def implementation(module: Any, api: str) -> Any:
        def method(name: str, response: str) -> Any:
            async def answer(self: object, *arguments: object, **named: object) -> object:
                asked.append(name)
                return getattr(module, response)()

            return answer

        names = {o.id: method(o.id, o.responses["200"].__name__) for o in module.OPERATIONS}
        made = type("Made", (getattr(module, api),), names)

        return providing(made)

    app = FastAPI()
    app.state.asked = asked
    app.include_router(first.first_router(implementation(first, "FirstApi"), {}), prefix="/v1")
    app.include_router(second.second_router(implementation(second, "SecondApi"), {}), prefix="/v1")
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://overlaps.test/v1") as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [("GET", "/a/b", "get_b"), ("PUT", "/a/b", "put_b"), ("GET", "/a/x", "get_x"), ("PUT", "/a/c", "put_c")],
)
async def test_the_path_that_says_most_answers(
    app: FastAPI, client: httpx.AsyncClient, method: str, path: str, operation: str
) -> None:
    assert (await client.request(method, path)).status_code == 200
    assert app.state.asked[-1] == operation


@pytest.mark.parametrize(("method", "path", "allow"), [("GET", "/a/c", "PUT"), ("POST", "/a/b", "GET, PUT")])
async def test_its_methods_are_the_ones_allowed(client: httpx.AsyncClient, method: str, path: str, allow: str) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allow)
