"""Samples of each operation in TypeScript, with the project's client, and in Python, made from the contract."""

import json
import pprint
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

Json = Any


def code_samples(document: Json, method: str, path: str, operation: Json, shared: Json) -> list[dict[str, str]]:
    """Return the `x-codeSamples` of an operation: with its required parameters and its body as the contract shows
    them. `shared` are the parameters of its path."""
    parameters = [resolved(document, one) for one in [*shared, *operation.get("parameters", ())]]
    needed = {(one["in"], one["name"]): _example(document, one) for one in parameters if one.get("required")}
    body = _body(document, operation)
    secured = bool(operation.get("security", document.get("security")))
    return [
        {"lang": "TypeScript", "label": "tasks-api-client", "source": _typescript(operation, needed, body, secured)},
        {"lang": "Python", "label": "httpx", "source": _python(method, path, needed, body, secured)},
    ]


def _typescript(operation: Json, needed: Mapping[tuple[str, str], Json], body: Json, secured: bool) -> str:
    groups: dict[str, dict[str, Json]] = {}
    for (place, name), value in needed.items():
        groups.setdefault(place, {})[name] = value
    options = {**({"params": groups} if groups else {}), **({} if body is None else {"body": body})}
    call = _literal(options, 0) if options else ""
    token = ", token" if secured else ""
    return (
        'import { createTasksClient } from "tasks-api-client";\n\n'
        f"const tasks = createTasksClient({{ baseUrl{token} }});\n"
        f"const answer = await tasks.{operation['operationId']}({call});\n"
    )


def _literal(value: Json, depth: int) -> str:
    """A value as TypeScript writes it, whose names need no quotes where they are identifiers."""
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = "  " * (depth + 1)
    members = (
        f"{inner}{name if name.isidentifier() else json.dumps(name)}: {_literal(one, depth + 1)},\n"
        for name, one in value.items()
    )
    return "{\n" + "".join(members) + "  " * depth + "}"


def _python(method: str, path: str, needed: Mapping[tuple[str, str], Json], body: Json, secured: bool) -> str:
    url, query, headers = path, {}, []
    if secured:
        headers.append('"Authorization": f"Bearer {token}"')
    for (place, name), value in needed.items():
        if place == "path":
            url = url.replace(f"{{{name}}}", quote(str(value), safe=""))
        elif place == "query":
            query[name] = value
        elif place == "header":
            headers.append(f"{name!r}: {str(value)!r}")
    arguments = [f'f"{{base_url}}{url}"']
    arguments += [f"headers={{{', '.join(headers)}}}"] if headers else []
    arguments += [f"params={query!r}"] if query else []
    arguments += [] if body is None else [f"json={_indented(body)}"]
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"import httpx\n\nanswer = httpx.{method}(\n{lines})\nanswer.raise_for_status()\n"


def _indented(body: Json) -> str:
    return pprint.pformat(body, sort_dicts=False, width=90).replace("\n", "\n         ")


def _body(document: Json, operation: Json) -> Json:
    """The example of a body that must be sent, or None."""
    body = resolved(document, operation.get("requestBody", {}))
    media = body.get("content", {}).get("application/json") if body.get("required") else None
    return None if media is None else _example(document, media)


def _example(document: Json, shown: Json) -> Json:
    if "example" in shown:
        return shown["example"]
    for example in shown.get("examples", {}).values():
        return resolved(document, example)["value"]
    schema = resolved(document, shown["schema"])
    return next(iter([*schema.get("examples", ()), schema.get("default")]))


def resolved(document: Json, node: Json) -> Json:
    """Return what a node refers to within the document, or the node."""
    while "$ref" in node:
        found = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node
