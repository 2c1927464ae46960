"""What grows with the number of operations: `python -m tests.benchmarks.growth [10 100 1000]`.

For each number, a contract with as many operations: how long the generator takes, how long its server takes to import
and to be put together, and the CPU of a request whose answer is a constant, in the process, without a socket: of ten
operations in turn, and of all in turn, of which a processor's cache holds no more than a few hundred.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.servers import ROOT

_PROGRAM = """
import asyncio, importlib, pkgutil, time
started = time.process_time()
from fastapi import FastAPI
from many import routers, runtime
from many.contract import DOCUMENT

def answering(module):
    def method(response):
        async def answer(self, *_, **__):
            return response()
        return answer
    api = getattr(module, module.OPERATIONS[0].api)
    made = type("Made", (api,), {o.id: method(o.responses["204"]) for o in module.OPERATIONS})
    async def provide():
        return made()
    provide.__annotations__["return"] = made
    return provide

found = []
for name in sorted(module.name for module in pkgutil.iter_modules(routers.__path__)):
    module = importlib.import_module(f"many.routers.{name}")
    found.append(getattr(module, f"{name}_router")(answering(module), {}))
app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
app.include_router(runtime.contract_router(found, DOCUMENT))
ready = time.process_time() - started

async def ask(path):
    seen = []
    async def send(message):
        seen.append(message)
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [], "scheme": "http", "server": None, "client": None,
             "root_path": "", "http_version": "1.1", "state": {}}
    await app(scope, receive, send)
    assert seen[0]["status"] == 204, seen

async def main():
    paths = [o.replace("{owner}", "ada").replace("{number}", "7") for o in (*DOCUMENT["paths"],)]
    print(ready, await timed(paths[:10]), await timed(paths))

async def timed(paths):
    turns = max(1, 5000 // len(paths))
    best = []
    for _ in range(5):
        started = time.process_time()
        for path in paths * turns:
            await ask(path)
        best.append((time.process_time() - started) / (turns * len(paths)))
    return min(best) * 1e6

asyncio.run(main())
"""


def contract(operations: int) -> dict[str, Any]:
    """A document with that many operations, twenty to a tag, two path parameters and a query parameter each."""

    def operation(number: int) -> dict[str, Any]:
        parameters = [
            {"name": "owner", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 128}},
            {"name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10, "maximum": 100 + number}},
        ]
        return {
            "operationId": f"get_thing_{number}",
            "tags": [f"part{number // 20}"],
            "parameters": parameters,
            "responses": {"204": {"description": "Nothing."}},
        }

    paths = {f"/things{number}/{{owner}}/of/{{number}}": {"get": operation(number)} for number in range(operations)}
    return {"openapi": "3.1.0", "info": {"title": "Many", "version": "1"}, "paths": paths}


def measure(operations: int, folder: Path) -> tuple[float, float, float, float]:
    """Seconds to generate, CPU seconds to import and put together, CPU microseconds of a request of ten and of all."""
    file = folder / "many.json"
    file.write_text(json.dumps(contract(operations)))
    started = time.perf_counter()
    command = [str(ROOT / "codegen.sh"), "--contract", str(file), "--out", str(folder / "many")]
    subprocess.run(command, check=True, capture_output=True)
    took = time.perf_counter() - started
    finished = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=folder, check=True, capture_output=True, text=True)
    ready, of_ten, of_all = map(float, finished.stdout.split())
    return took, ready, of_ten, of_all


def main() -> None:
    """Print a line for each number of operations."""
    print(f"{'operations':>10}{'generate s':>12}{'put together s':>16}{'ten, µs':>10}{'all, µs':>10}")
    for operations in map(int, sys.argv[1:] or ("10", "100", "1000")):
        with tempfile.TemporaryDirectory() as folder:
            took, ready, of_ten, of_all = measure(operations, Path(folder))
        print(f"{operations:10}{took:12.1f}{ready:16.2f}{of_ten:10.1f}{of_all:10.1f}", flush=True)


if __name__ == "__main__":
    main()
