"""FR-042: documents in the styles of well-known public APIs, OpenAPI 3.0 and 3.1, generate, mount and enforce."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.document.walk import resolved, target
from tests.contracts.codegen.foreign.server import ForeignServer
from tests.contracts.codegen.foreign.table import DOCUMENTS, TABLES, Answer, Request
from tests.contracts.codegen.generating import codegen, generated, shared_folder, type_errors
from tests.contracts.codegen.verdicts.values import plain, same

Servers = Callable[[str], ForeignServer]
REQUESTS = [request for table in TABLES.values() for request in table.requests]
DEFECTS = [request for table in TABLES.values() for request in table.defects]
OF_HTTP = {"content-type", "content-length"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_folder(tmp_path_factory, "foreign")


@pytest.fixture(scope="session")
def servers(folder: Path) -> Servers:
    """The server of a document, generated when it is first asked for."""
    made: dict[str, ForeignServer] = {}

    def server(name: str) -> ForeignServer:
        if name not in made:
            made[name] = ForeignServer(generated(folder, f"foreign_{name}", DOCUMENTS[name]), TABLES[name].answers)
        return made[name]

    return server


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
async def test_verdict(servers: Servers, request_: Request) -> None:
    server = servers(request_.document)
    response = await server.send(request_)
    if request_.asks is not None:
        assert server.schemes.asked == request_.asks
    assert server.reached == request_.reaches
    if request_.reaches is None:
        assert response.status_code == request_.refused
        if request_.blames is not None:
            assert set(response.json()) == set(request_.blames)
        return
    for name, value in request_.given.items():
        assert same(plain(server.given[name]), value), f"{name}: {server.given[name]!r}"
    assert {name: type(server.given[name]).__name__ for name in request_.is_} == request_.is_
    _assert_as_declared(server, response, server.answer_of(request_.reaches))


def _assert_as_declared(server: ForeignServer, response: Any, answer: Answer) -> None:
    """Status, headers, media type and body are those that the document has and the implementation gave."""
    assert response.status_code == answer.status
    assert response.headers.keys() - OF_HTTP == {name.lower() for name in answer.headers}
    for name, value in answer.headers.items():
        assert response.headers[name] == (str(value).lower() if isinstance(value, bool) else str(value))
    operation = target(server.document, server.operations[str(server.reached)].pointer)
    ranges = (str(answer.status), f"{answer.status // 100}XX", "default")
    declared = next(operation["responses"][key] for key in ranges if key in operation["responses"])
    content = resolved(server.document, declared).get("content", {})
    if not content:
        assert response.content == b""
        return
    assert [response.headers["content-type"]] == list(content)
    assert response.json() == answer.body


@pytest.mark.parametrize("request_", DEFECTS, ids=str)
async def test_answer_that_is_not_declared_is_a_defect(servers: Servers, request_: Request) -> None:
    server = servers(request_.document)
    with pytest.raises(server.runtime.UndeclaredResponse):
        await server.send(request_)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_table_is_whole(servers: Servers, name: str) -> None:
    """Every operation is reached, and there is enough to refuse."""
    requests, server = TABLES[name].requests, servers(name)
    assert {request.reaches for request in requests} - {None} == server.operations.keys()
    assert len([request for request in requests if request.refused == 422]) >= 5
    assert len(requests) >= 15


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_bytes_each_time(servers: Servers, folder: Path, name: str) -> None:
    servers(name)
    finished = codegen("--check", "--contract", DOCUMENTS[name], "--out", folder / f"foreign_{name}")
    assert (finished.returncode, finished.stdout) == (0, "")
    assert [line for line in finished.stderr.splitlines() if ": note: " not in line] == []


def test_types(servers: Servers, folder: Path) -> None:
    """All that is generated passes the strict type checker."""
    for name in DOCUMENTS:
        servers(name)
    assert type_errors(folder, *(f"foreign_{name}" for name in DOCUMENTS)) == []
