"""FR-421: an operation that answers with a stream is a typed asynchronous iterator in the TypeScript client."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.render.client import PACKAGES, ClientGenerator
from contracts.document.load import load
from tests.clients.typescript.conftest import HERE, Project
from tests.contracts.codegen.answering import DOCUMENT, Answering, listening
from tests.contracts.codegen.documents import Json, written
from tests.support.node import install, skip_or_fail

pytestmark = pytest.mark.slow

_LEFT_OUT = "The TypeScript client leaves out {}, which answers with {}."
_PROBLEM = {"description": "No.", "content": {"application/json": {"schema": {"type": "object"}}}}


def _document() -> Json:
    """That of the served package, whose event stream may end (204), and be refused (404)."""
    document = json.loads(json.dumps(DOCUMENT))
    document["paths"]["/events"]["get"]["responses"] |= {"204": {"description": "The end."}, "404": _PROBLEM}
    return document


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the client of the served package, which is compiled."""
    if shutil.which("node") is None or not PACKAGES.is_dir():
        skip_or_fail("Node or the packages of the client's generator are not installed, so nobody streams to it.")
    folder = tmp_path_factory.mktemp("streams")
    install(HERE, folder, "nobody streams to the TypeScript client")
    (folder / "new").mkdir()
    told = ClientGenerator(load(written(folder, _document())), folder).put(folder / "new", folder)
    assert told is not None
    lines = told.splitlines()
    assert _LEFT_OUT.format("text", "text/plain") in lines
    assert _LEFT_OUT.format("based_events", "text/event-stream") in lines
    assert _LEFT_OUT.format("raw_events", "text/event-stream") in lines
    assert not [line for line in lines if re.search(r"(listen|lines|sequence|text_events),", line)]
    project = Project(folder)
    (folder / "new" / "typescript").rename(folder / "node_modules" / "test-client")
    shutil.copytree(HERE / "streams", folder / "suite")
    shutil.copy(HERE / "tsconfig.json", folder)
    assert project.compile() == []
    return project


class _Service:
    """Yields events that go on where the client was, and is cut off after the second. Lines are cut off the first time,
    and wait the next."""

    def __init__(self, answering: Answering) -> None:
        self.router, self.models, self.runtime = answering.router, answering.models, answering.runtime
        self.seen: list[str | None] = []
        self.open = 0
        self.ways = iter(["cut", "wait"])

    def listen(self, last_event_id: str | None = None) -> object:
        self.seen.append(last_event_id)
        return self.router.Listen200(self._events(last_event_id))

    async def _events(self, last: str | None) -> AsyncIterator[object]:
        self.open += 1
        try:
            if last is None:
                yield self._changed("a", id="1", retry=20)
                yield self._changed("b\n€", id="2")
                raise self.runtime.UndeclaredResponse("cut")
            if last == "9":
                yield self._changed("ten", id="10")
                await asyncio.Event().wait()
            if last == "2":
                yield self._changed("c", id="3")
            else:
                yield self.models.Ended(event="ended")
                await asyncio.Event().wait()
        finally:
            self.open -= 1

    def _changed(self, name: str, **more: object) -> object:
        return self.models.Changed(event="changed", data=self.models.Pet(name=name), **more)

    async def texts(self) -> AsyncIterator[object]:
        for data in ("one\ntwo", '{"a"'):
            yield self.models.TextEvents200Event(data=data)

    async def pets(self, *names: str, then: str = "") -> AsyncIterator[object]:
        for name in names:
            yield self.models.Pet(name=name)
        if then == "cut":
            raise self.runtime.UndeclaredResponse("cut")
        if then == "wait":
            await asyncio.Event().wait()


async def _run(project: Project, url: str) -> str:
    """What the suite says in the Test Anything Protocol."""
    file = project.folder / "out" / "suite" / "streams.test.js"
    command = ["node", "--test", "--test-reporter=tap", str(file)]
    environment = {**os.environ, "TEST_URL": url}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=project.folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await process.communicate()
    return output.decode()


async def test_streams_are_typed_and_go_on(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """FR-421: of a served package, whose connections are cut."""
    answering = Answering(tmp_path_factory)
    service = _Service(answering)
    router: Any = answering.router
    app = answering.app(
        {
            "listen": service.listen,
            "text_events": lambda **_: router.TextEvents200(service.texts()),
            "listed_lines": lambda **_: router.ListedLines200(service.pets("x", "y")),
            "sequence": lambda **_: router.Sequence200(service.pets("x", "y")),
            "lines": lambda **_: router.Lines200(service.pets("x", then=next(service.ways))),
        }
    )
    async with listening(app) as url:
        output = await _run(project, url)
    print(output)
    assert re.findall(r"^ *not ok .*$", output, re.MULTILINE) == []
    assert "\n# pass 24\n" in output
    assert service.seen == [None, "2", "3", "9"]
    assert service.open == 0


def test_a_client_without_streams_has_no_reader_of_them() -> None:
    """FR-421: what is not needed is not packed."""
    folder = HERE.parents[2] / "generated" / "typescript"
    assert not [path.name for path in Path(folder).glob("streams.*")]
