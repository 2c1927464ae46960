"""Says beside each media type how the TypeScript client reads it, by the table of `contracts.document.media_kinds`."""

from copy import deepcopy
from typing import Any

from contracts.codegen.plan.events import with_payloads
from contracts.codegen.schemas.hoist import hoist_references
from contracts.document.event_schemas import data_schemas, events, is_json_data, item_schema
from contracts.document.keywords import is_method
from contracts.document.media_kinds import read_as, written_as
from contracts.runtime.media_types import MediaType, media_type

Json = Any
KIND = "x-kind"
"""How a body is read: `json`, `text`, `binary` or `form`; of a stream `events`, `text-events`, `lines` or `records`."""


def with_kinds(document: dict[str, Json]) -> dict[str, Json]:
    """A copy of a document whose media types have their kind beside them. The schema of a stream is that of one of its
    values, whose `data` is the value that its JSON stands for."""
    described = list(events(document))
    # What `data` is can't be told from what it says where it is a text in one event, and JSON in another.
    texts = [{is_json_data(document, data) for data in data_schemas(document, schema)} for _, schema in described]
    copy = with_payloads(hoist_references(document)) if described else deepcopy(document)
    for (value, _), is_json in zip(events(copy), texts, strict=True):
        value["x-data"] = "events" if is_json == {True} else "text-events" if is_json == {False} else "mixed-events"
    components = copy.get("components", {})
    answers = [*components.get("responses", {}).values()]
    requests = [*components.get("requestBodies", {}).values()]
    for item in copy.get("paths", {}).values():
        for operation in (item[key] for key in item if is_method(key)):
            answers += operation.get("responses", {}).values()
            requests += [operation["requestBody"]] if "requestBody" in operation else []
    for name, value in (one for answer in answers for one in answer.get("content", {}).items()):
        if (media := media_type(name)) is not None:
            _mark(copy, media, value)
    for name, value in (one for request in requests for one in request.get("content", {}).items()):
        if (media := media_type(name)) is not None:
            value[KIND] = read_as(copy, media, value)
    return copy


def _mark(document: dict[str, Json], media: MediaType, value: dict[str, Json]) -> None:
    kind = written_as(document, media, value)
    value[KIND] = kind
    if kind == "lines":
        value[KIND] = "records" if media.subtype.endswith("json-seq") else "lines"
    if kind == "events":
        value[KIND] = value.pop("x-data")
    if kind in ("events", "lines"):
        value["schema"] = item_schema(value)
        value.pop("itemSchema", None)
