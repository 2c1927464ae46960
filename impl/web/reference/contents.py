"""What the reference shows: the contract, and with it samples, the catalogue of errors and the changelog."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from contracts.runtime import JsonObject
from impl.web.problems import PROBLEMS
from impl.web.reference.code_samples import code_samples, resolved

Json = Any
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PROBLEM = "application/problem+json"
_DOCUMENTS = """
# Documents

The contract as it was written is [openapi.yaml](/openapi.yaml), and as JSON [openapi.json](/openapi.json). Postman,
Insomnia and Bruno import either of them.
"""


def contents(contract: JsonObject, *, documents: bool) -> Json:
    """Return the contract for the reader: with samples of each operation and, as chapters of its description, the
    catalogue of errors and the changelog. `documents` says that the server has the documents, which are linked then."""
    document: Json = contract
    paths = {
        path: {key: _operation(document, path, item, key, one) for key, one in item.items()}
        for path, item in document["paths"].items()
    }
    chapters = [document["info"].get("description", ""), _errors(document), _DOCUMENTS if documents else "", _changes()]
    return {**document, "info": {**document["info"], "description": "\n\n".join(chapters)}, "paths": paths}


def _operation(document: Json, path: str, item: Json, key: str, operation: Json) -> Json:
    """An operation with its samples; `parameters` of a path with what is proposed."""
    if key == "parameters":
        return [_proposed(document, one) for one in operation]
    if key not in _METHODS:
        return operation
    samples = code_samples(document, key, path, operation, item.get("parameters", ()))
    parameters = [_proposed(document, one) for one in operation.get("parameters", ())]
    return {**operation, "parameters": parameters, "x-codeSamples": samples}


def _proposed(document: Json, parameter: Json) -> Json:
    """A parameter whose example Scalar shows, but sends only if the reader ticks it, where it may be left out: with
    `If-Match: "3"` the first try would be answered with 412."""
    parameter = resolved(document, parameter)
    if parameter.get("required"):
        return parameter
    schema = resolved(document, parameter["schema"])
    value = parameter.get("example", schema.get("default", next(iter(schema.get("enum", [""])))))
    rest = {name: one for name, one in parameter.items() if name != "example"}
    return {**rest, "examples": {"default": {"value": value, "x-disabled": True}}}


def _errors(document: Json) -> str:
    """The kinds of problems: each `type` once, with its status, its meaning and the operations that answer it."""
    shown, found = list(_problems(document)), dict[str, tuple[int, str, str, list[str]]]()
    for operation, response, example in shown:
        meaning = " ".join(resolved(document, response).get("description", "").split())
        kind = (example["status"], example["title"], meaning, list[str]())
        operations = found.setdefault(example["type"], kind)[3]
        if operation not in operations:
            operations.append(operation)
    everywhere = list(dict.fromkeys(operation for operation, _, _ in shown))
    # What the server tells too, with a status for which the contract shows another example.
    for mapped in PROBLEMS.values():
        if isinstance(mapped.detail, str) and any(mapped.status == status for status, _, _, _ in found.values()):
            found.setdefault(f"urn:tasks-api:problem:{mapped.type}", (mapped.status, mapped.title, mapped.detail, []))
    told = [
        f"- **{title}**, {status}, `{type_}`. {meaning}{_named(operations, everywhere)}"
        for type_, (status, title, meaning, operations) in sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    ]
    head = "# Errors by type\n\nA `type` keeps its meaning; the sentences of an answer may change.\n\n"
    return head + "\n".join(told)


def _named(operations: list[str], everywhere: list[str]) -> str:
    others = [f"`{one}`" for one in everywhere if one not in operations]
    if not operations:
        return ""
    if not others:
        return " Of all operations."
    if len(others) < len(operations):
        return f" Of all operations but {', '.join(others)}."
    return f" Of {', '.join(f'`{one}`' for one in operations)}."


def _problems(document: Json) -> Iterator[tuple[str, Json, Json]]:
    """The operation, the response and the example of each problem that the contract shows."""
    for item in document["paths"].values():
        for key, operation in item.items():
            if key not in _METHODS:
                continue
            for response in operation["responses"].values():
                media = resolved(document, response).get("content", {}).get(_PROBLEM, {})
                examples = [resolved(document, one)["value"] for one in media.get("examples", {}).values()]
                for example in [media["example"]] if "example" in media else examples:
                    yield operation["operationId"], response, example


def _changes() -> str:
    """The changelog, without links to files that only the repository has; of the chapters of a version those about the
    contract alone, where there are any."""
    text = re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", _changelog())
    title, *versions = re.split(r"(?m)^(?=## )", text)
    told = []
    for version in versions:
        name, *chapters = re.split(r"(?m)^(?=### )", version)
        contract = [one for one in chapters if one.startswith("### Contract")]
        told.append("".join([name, *(contract or chapters)]))
    return re.sub(r"(?m)^### (.*)$", r"**\1**", "".join([title, *told]))


def _changelog() -> str:
    """It is beside this module in a package that was built, and at the top of the repository."""
    packaged = files("impl.web.reference").joinpath("CHANGELOG.md")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return Path(__file__).parents[3].joinpath("CHANGELOG.md").read_text(encoding="utf-8")
