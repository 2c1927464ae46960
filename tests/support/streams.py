"""Whether the events or lines of an answer are those that a contract declares, read independently of the generator."""

import json
import re
from collections.abc import Iterator

from jsonschema_rs import validator_for

from tests.support.document import Json

_LINES = re.compile(r"application/(x-)?(jsonl|jsonlines|ndjson)|application/(.+\+)?json-seq")
_EVENTS = "text/event-stream"


def wrong_values(root: Json, media_type: str, media: Json, body: bytes) -> Iterator[str]:
    """What is wrong with the values of a stream, whose media type object in the document `root` is `media`.

    The schema of an event is that of its fields, of which `data` is the value that its JSON stands for.
    """
    schema = media.get("itemSchema", media.get("schema"))
    if schema is None or not (media_type == _EVENTS or _LINES.fullmatch(media_type)):
        return
    if "itemSchema" not in media and schema.get("type") == "array":
        schema = schema["items"]
    parsed = _with_payloads({"components": root.get("components", {}), **schema})
    validator = validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema", **parsed})
    values = _events(body.decode()) if media_type == _EVENTS else _lines(body.decode())
    for index, meanings in enumerate(values):
        if not any(map(validator.is_valid, meanings)):
            told = "; ".join(error.message for error in validator.iter_errors(meanings[0])) if meanings else "no JSON"
            yield f"value {index} of the stream: {told}"


def _lines(text: str) -> Iterator[list[Json]]:
    for line in re.split(r"\x1e" if text.startswith("\x1e") else r"\n", text):
        if line.strip():
            yield _json(line)


def _events(text: str) -> Iterator[list[Json]]:
    """The events of a stream (HTML, section 9.2.6), each with `data` as what its JSON says, and as the text."""
    for block in re.split(r"\r\n\r\n|\n\n|\r\r", text):
        fields: dict[str, list[str]] = {}
        for line in re.split(r"\r\n|\n|\r", block):
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
        event: dict[str, Json] = {name: fields[name][-1] for name in ("event", "id") if name in fields}
        if "retry" in fields:
            event["retry"] = int(fields["retry"][-1])
        if "data" in fields:
            data = "\n".join(fields["data"])
            yield [{**event, "data": meaning} for meaning in [*_json(data), data]]
        elif event:
            yield [event]


def _json(text: str) -> list[Json]:
    try:
        return [json.loads(text)]
    except ValueError:
        return []


def _with_payloads(node: Json) -> Json:
    """A copy in which the schema of a string of JSON is that of the value."""
    if isinstance(node, list):
        return [_with_payloads(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("contentMediaType") == "application/json" and "contentSchema" in node:
        return _with_payloads(node["contentSchema"])
    return {key: _with_payloads(part) for key, part in node.items()}


__all__ = ["wrong_values"]
