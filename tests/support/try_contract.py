"""`python -m tests.support.try_contract FILE…`: generates a server from each contract and tries what the file says.

The file is an OpenAPI document with two more words. `x-try: [{op: 'POST /x?q=1', body, headers, type, want}]` are
requests, of which `want` says what must come of them, accept or reject. `x-answer: [{op, status, body, type}]` are
answers, where a string is the body of one that is no JSON, a list that of JSON lines, and `type` its media type where
there are several.
Each gets a line, which begins with BAD where the verdict is another, or where what is handed over is not what came in,
or not what goes out. A `body` that is a string, of a `type` that is not JSON, is sent as it is; `given` says what must
be handed over of it, where that is another thing: of a form an object, of a file its `filename`, `type` and `content`.
PROJECT is the folder of the project to generate with, this one if it is not set.
"""

import asyncio
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin
from urllib.parse import unquote

import yaml
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from tests.contracts.codegen.generating import positional
from tests.contracts.codegen.providing import providing
from tests.support.contents import kind_of, one_by_one, plain, streamed

Json = Any
ROOT = Path(__file__).parents[2]


class _Reached(Exception):
    """A request was accepted; the arguments are those of the implementation."""

    def __init__(self, given: dict[str, object]) -> None:
        super().__init__()
        self.given = given
        # While the request lasts, since its files are closed with it.
        self.content = plain(given.get("body"))


class _Anybody(defaultdict[str, Any]):
    """A handler that lets everybody in, for every security scheme."""

    def __init__(self) -> None:
        async def anybody() -> object:
            return object()

        super().__init__(lambda: anybody)

    def __contains__(self, _: object) -> bool:
        return True


class _Server:
    """A generated package whose operations tell what they were given."""

    def __init__(self, package: str, routers: Path) -> None:
        self.runtime: Any = importlib.import_module(f"{package}.runtime")
        self.json: Any = importlib.import_module(f"{package}.runtime.json_bytes")
        self.responses: Any = importlib.import_module(f"{package}.runtime.responses")
        self.raw: Any = importlib.import_module(f"{package}.runtime.raw_answers")
        self.operations: dict[tuple[str, str], Any] = {}
        self.app = FastAPI()
        self.app.add_exception_handler(self.runtime.RequestRejected, _rejected)
        for tag in sorted(path.stem for path in routers.glob("*.py") if path.stem != "__init__"):
            module = importlib.import_module(f"{package}.routers.{tag}")
            interface = getattr(module, module.OPERATIONS[0].api)
            self.operations |= {(one.method, one.path): one for one in module.OPERATIONS}
            methods = {one.id: _method(positional(interface, one.id)) for one in module.OPERATIONS}
            provide = providing(type("Implementation", (interface,), methods))
            self.app.include_router(getattr(module, f"{tag}_router")(provide, _Anybody()))

    def tried(self, one: Json) -> tuple[str, str]:
        """What comes of a request, accept, reject or crash, and how it is told."""
        try:
            status, content = asyncio.run(self._send(one))
        except _Reached as reached:
            if not _is_json(one) and reached.content is not None:
                return "accept", _accepted_content(one, reached.content)
            return "accept", self._accepted(one, reached.given)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the defect to tell of
            return "crash", f"CRASH {repr(error)[:300]}"
        return "reject", f"reject {status} {content[:160].decode()}"

    def answered(self, one: Json) -> Json:
        """An answer as it goes out. Raises whatever stands against it."""
        operation = self.operations[_operation(one)]
        status = str(one.get("status", 200))
        ranges = (status, f"{status[0]}XX", "default")
        declared = next(key for key in ranges if key in operation.responses)
        wanted = one.get("type", operation.responses[declared].content)
        sealed = next(
            made for made in operation.responses.classes if (made.declared, made.content) == (declared, wanted)
        )
        is_raw = self.raw.raw_type(sealed.body_type)
        if is_raw is not None:
            body = one["body"] if is_raw is str else one["body"].encode()
        elif get_origin(sealed.body_type) is AsyncIterator:
            body = one_by_one(TypeAdapter(*get_args(sealed.body_type)), one["body"])
        else:
            body = TypeAdapter(sealed.body_type).validate_json(json.dumps(one["body"]))
        encode = self.responses.ResponseEncoder(operation).encode
        if "type" not in one:
            answer = encode(self.runtime.seal(operation, int(status), body, {}))
        else:
            answer = encode(sealed(body) if declared == status else sealed(body, status=int(status)))
        kind = kind_of(dict(answer.raw_headers)[b"content-type"].decode())
        content = answer.body if hasattr(answer, "body") else asyncio.run(streamed(answer))
        if kind == "lines":
            return [json.loads(line) for line in content.replace(b"\x1e", b"").splitlines()]
        return json.loads(content) if kind == "json" else content.decode()

    def _accepted(self, one: Json, given: dict[str, object]) -> str:
        if given.get("body") is None:
            return f"accept given={str(given)[:200]}"
        try:
            back = json.loads(self.json.write_json(given["body"]))
        except Exception as error:  # noqa: BLE001
            back = repr(error)[:200]
        changed = "   <<< CHANGED" if "body" in one and back != one["body"] else ""
        return f"accept given={json.dumps(back)[:186]}{changed}"

    async def _send(self, one: Json) -> tuple[int, bytes]:
        """By ASGI, so that a path is sent as it is written."""
        method, target = _operation(one)
        path, _, query = target.partition("?")
        content = _content(one)
        said = one.get("type", "application/json" if content else None)
        headers = {"host": "x", **({} if said is None else {"content-type": said})}
        fields = [*headers.items(), *((name.lower(), value) for name, value in one.get("headers", {}).items())]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in fields],
            "server": ("x", 80),
            "client": ("c", 1),
        }
        sent: list[Any] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


def try_contract(file: Path) -> Iterator[str]:
    """The lines that tell of one file."""
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    tries, answers = document.pop("x-try", []), document.pop("x-answer", [])
    package = "m_" + re.sub(r"\W", "_", file.name.split(".")[0])
    with tempfile.TemporaryDirectory() as folder:
        contract, out = Path(folder) / "doc.json", Path(folder) / package
        contract.write_text(json.dumps(document, indent=1))
        codegen = Path(os.environ.get("PROJECT", ROOT)).resolve() / "codegen.sh"
        command: list[str | Path] = [codegen, "--contract", contract, "--out", out]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
        if finished.returncode != 0:
            yield f"{file.name} REFUSED {(finished.stdout + finished.stderr).strip()[-1500:]}"
            return
        sys.path.insert(0, folder)
        yield file.name
        server = _Server(package, out / "routers")
        for one in tries:
            verdict, told = server.tried(one)
            good = verdict == one.get("want", verdict) and "CHANGED" not in told
            body = json.dumps(one["body"]) if "body" in one else ""
            yield f"  {'ok ' if good else 'BAD'} {one['op']} {body} -> {told}"
        for one in answers:
            yield f"  {_answer_line(server, one)}"


def _answer_line(server: _Server, one: Json) -> str:
    body = json.dumps(one["body"])
    try:
        back = server.answered(one)
    except Exception as error:  # noqa: BLE001
        words = str(error)[:250].replace("\n", " ")
        return f"BAD answer {body} -> {type(error).__name__} {words}"
    return f"{'ok ' if back == one['body'] else 'BAD'} answer {body} -> {json.dumps(back)}"


def _is_json(one: Json) -> bool:
    """Whether a request sends JSON, which `body` is the value of; of all else it is the text."""
    return not isinstance(one.get("body"), str) or kind_of(one.get("type", "application/json")) == "json"


def _content(one: Json) -> bytes:
    if "body" not in one:
        return b""
    text: str = json.dumps(one["body"]) if _is_json(one) else one["body"]
    return text.encode()


def _accepted_content(one: Json, back: Json) -> str:
    """What is handed over of a text, a form or a file: of a text what came, if `given` says no more."""
    wanted = one.get("given", one["body"] if isinstance(back, str) else back)
    return f"accept given={json.dumps(back)[:186]}{'   <<< CHANGED' if back != wanted else ''}"


def _method(names: list[str]) -> object:
    async def method(_: object, *given: object, **named: object) -> object:
        raise _Reached({**dict(zip(names, given, strict=True)), **named})

    return method


def _operation(one: Json) -> tuple[str, str]:
    method, target = one["op"].split(" ", 1)
    return method, target


def _rejected(_: Request, error: Any) -> JSONResponse:
    return JSONResponse([violation.message for violation in error.violations], error.status)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        try:
            for line in try_contract(Path(argument)):
                print(line)
        except Exception:  # noqa: BLE001 - the next file is tried all the same
            print(argument, "CRASH")
            traceback.print_exc()
