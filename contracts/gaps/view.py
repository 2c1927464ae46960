"""What the templates of a new resource say, made from its shape and from the generated interface."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contracts.document.names import class_name
from contracts.document.walk import resolved, target
from contracts.gaps.interface import names
from contracts.gaps.shape import Document, Part, Resource

Json = Any
_URN = "urn:tasks-api:problem:"


def view_of(resource: Resource, stem: str, generated: Path, implementation: Path) -> dict[str, Any]:
    """What the templates say."""
    document: Document = json.loads((generated / "contract" / "openapi.json").read_bytes())
    parts = resource.parts
    create = parts["create"]
    conditional = any("If-Match" in part.parameters for part in parts.values())
    known = names(generated)[create.wanted.module]
    responses = {name for part in parts.values() for name in _classes(part)}
    aliases = {ast.unparse(part.wanted.definition.returns or ast.Constant(None)) for part in parts.values()}
    newest = max(file.name[:4] for file in (implementation / "migrations" / "versions").glob("[0-9]*.py"))
    changes = {
        role: example
        for role in ("put", "patch")
        if role in parts and (example := _example(document, parts[role])) is not None
    }
    own = '_T["user_id"] == _OWNER' + (', _T["task_id"] == _bound("task_id")' if resource.of_task else "")
    bodies = list(dict.fromkeys(_body(parts[role]) for role in ("create", "put", "patch") if role in parts))
    class_ = class_name(resource.singular)
    refusal = f"raise await self._refusal({'task_id, ' if resource.of_task else ''}number, versions)"
    methods = [_method(resource, part, bodies[0]) for part in parts.values()]
    return {
        "plural": resource.plural,
        "plural_words": resource.plural.replace("_", " "),
        "singular": resource.singular,
        "words": resource.singular.replace("_", " "),
        "article": "an" if resource.singular[0] in "aeio" else "a",
        "upper": f"{'An' if resource.singular[0] in 'aeio' else 'A'} {resource.singular.replace('_', ' ')}",
        "segment": create.wanted.path.rpartition("/")[2],
        "class": class_,
        "item": resource.item,
        "file": resource.plural,
        "service": f"{class_name(stem)}Service",
        "module": create.wanted.module,
        "api": create.wanted.api,
        "answers": sorted((responses | aliases) & known | aliases),
        "shared": sorted(responses - known),
        "bodies": bodies,
        "columns": resource.columns,
        "names": {column.name for column in resource.columns},
        "written": resource.written,
        "parts": parts,
        "create": create,
        "items": bool(parts.keys() - {"create", "list"}),
        "methods": methods,
        "number": resource.number,
        "of_task": resource.of_task,
        "own": own,
        "task_parameter": "task_id: int, " if resource.of_task else "",
        "task_value": '"task_id": task_id, ' if resource.of_task else "",
        "task_argument": "task_id, " if resource.of_task else "",
        "changing": bool(parts.keys() & {"put", "patch"}),
        "conditional": conditional,
        "absent": refusal if conditional else f"raise {class_}NotFound",
        "replaces": any(method["replaces"] for method in methods),
        "tagged": any(method["etag"] for method in methods if method["role"] != "list"),
        "location": "Location" in create.headers,
        "body": _example(document, create),
        "changes": list(changes.items()),
        "not_found": _not_found(document, resource),
        "revision": f"{int(newest) + 1:04}",
        "previous": newest,
    }


def _method(resource: Resource, part: Part, created: str) -> dict[str, Any]:
    """What the template of the service says of one operation."""
    place = "tasks_path(user_id)}/{task_id}" if resource.of_task else "quote(user_id, safe='')}"
    before = 'f"{' if resource.of_task else 'f"/api/{'
    segment = part.wanted.path.rpartition("/")[2]
    return {
        "role": part.role,
        "header": part.wanted.header,
        "summary": part.wanted.summary.replace("\\", "\\\\").replace('"""', "'''").rstrip("."),
        "answer": part.wanted.responses["201" if part.role == "create" else "204" if part.role == "delete" else "200"],
        "etag": "ETag" in part.headers,
        "location": f'{before}{place}/{segment}/{{{resource.singular}.id}}"' if "Location" in part.headers else "",
        "not_modified": part.wanted.responses["304"] if "If-None-Match" in part.parameters else "",
        "conditional": "If-Match" in part.parameters,
        "limit": "limit" if "limit" in part.parameters else str(part.most),
        "replaces": part.role == "put" and _body(part) == created,
    }


def _classes(part: Part) -> Iterator[str]:
    """The responses that a part of a service makes."""
    success = "201" if part.role == "create" else "204" if part.role == "delete" else "200"
    yield part.wanted.responses[success]
    if "If-None-Match" in part.parameters:
        yield part.wanted.responses["304"]


def _body(part: Part) -> str:
    """The type of the body that an operation takes, as the generated interface has it."""
    given = [argument for argument in part.wanted.definition.args.args if argument.arg == "body"]
    return ast.unparse(given[0].annotation) if given and given[0].annotation is not None else "None"


def _example(document: Document, part: Part) -> Json:
    """The first example of the body that an operation takes, or None."""
    body = resolved(document, target(document, part.wanted.pointer)["requestBody"])
    media = body["content"]["application/json"]
    examples: Mapping[str, Json] = media.get("examples", {})
    first = next((resolved(document, one).get("value") for one in examples.values()), None)
    return first if first is not None else media.get("example")


def _not_found(document: Document, resource: Resource) -> tuple[str, str, int, str]:
    """The problem of an absent item, as the contract's example tells it, or in the words of an absent task."""
    words = resource.singular.replace("_", " ")
    told: Mapping[str, Json] = {}
    for part in resource.parts.values():
        if part.role not in ("create", "list"):
            answer = resolved(document, target(document, part.wanted.pointer)["responses"]["404"])
            media = answer.get("content", {}).get("application/problem+json", {})
            examples = [resolved(document, one).get("value") for one in media.get("examples", {}).values()]
            told = media.get("example") or next(iter(examples), None) or {}
    given = str(told.get("type", ""))
    type_ = given.removeprefix(_URN) if given.startswith(_URN) else f"{words.replace(' ', '-')}-not-found"
    title = str(told.get("title", f"{words.capitalize()} not found"))
    return type_, title, 404, str(told.get("detail", f"There is no such {words}."))
