"""Reads the tables of requests that lie beside the documents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.document.parse import parse

Json = Any
FOLDER = Path(__file__).parent
DOCUMENTS = {path.stem: path for path in sorted(FOLDER.glob("*.*")) if path.suffixes in ([".yaml"], [".json"])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the implementation answers, and so what must be on the wire."""

    status: int
    body: Json = None
    headers: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request and its verdict: the operation that it reaches, or the status with which it is refused.

    `given` are arguments of the implementation, `is_` the names of their classes; it may be given more. `blames` is all
    that a refusal speaks of: names of parameters, pointers into the body. `asks` are the security handlers that are
    called, in order, with their scopes. `credentials` are by scheme; `good` and its scopes pass.
    """

    document: str
    send: str
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    reaches: str | None = None
    given: Mapping[str, Json] = field(default_factory=dict)
    is_: Mapping[str, str] = field(default_factory=dict)
    asks: list[dict[str, list[str]]] | None = None
    refused: int | None = None
    blames: list[str] | None = None
    answer: Answer | None = None

    def __str__(self) -> str:
        return f"{self.document}: {self.send} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Table:
    """The requests of one document, what each operation answers unless told otherwise, and answers that are defects."""

    answers: Mapping[str, Answer]
    requests: list[Request]
    defects: list[Request]


def read(document: str) -> Table:
    """The table of a document."""
    requests = parse((FOLDER / f"{document}.requests.yaml").read_text(encoding="utf-8"))
    credentials = requests.get("credentials", {})
    return Table(
        {operation: Answer(**answer) for operation, answer in requests["answers"].items()},
        [_request(document, credentials, row) for row in requests["requests"]],
        [_request(document, credentials, row) for row in requests["defects"]],
    )


def _request(document: str, credentials: Mapping[str, str], row: dict[str, Json]) -> Request:
    row = {"credentials": credentials, **row}
    headers = row.pop("headers", {})
    if "body" in row:
        row["content"] = json.dumps(row.pop("body")).encode()
        headers = {"Content-Type": "application/json", **headers}
    if "raw" in row:
        row["content"] = row.pop("raw").encode()
        headers = {"Content-Type": "application/json", **headers}
    if "is" in row:
        row["is_"] = row.pop("is")
    if "answer" in row:
        row["answer"] = Answer(**row["answer"])
    return Request(document=document, headers=headers, **row)


TABLES = {name: read(name) for name in DOCUMENTS}
