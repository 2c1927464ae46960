"""How the body of a response is typed, for one media type: as JSON, as a text, as bytes, or as a sequence of values."""

from typing import Any

from contracts.codegen.schemas.judge import enforced_schema
from contracts.document.kinds import allowed_types
from contracts.document.media_kinds import read_media_type
from contracts.document.names import Names, pascal
from contracts.document.walk import resolved
from contracts.runtime.media_types import Kind

Json = Any
_SUFFIXES = {"text/plain": "Text", "*/*": "Any"}


def suffixes(media_types: list[str]) -> list[str]:
    """What the classes of a response with several media types have behind its name: `Json`, `Csv`, `ProblemJson`."""
    if len(media_types) < 2:
        return [""] * len(media_types)
    names, found = Names(), []
    for text in media_types:
        media = read_media_type(text)
        subtype = media.type if media.subtype == "*" else media.subtype.removeprefix("*+")
        found.append(names.reserve(_SUFFIXES.get(media.essence, pascal(subtype)), pascal(text)))
    return found


def raw_type(document: dict[str, Json], kind: Kind, schema: Json) -> str:
    """The type of a text or of bytes; a stream only where the schema says nothing that is to be enforced first."""
    components = document.get("components", {}).get("schemas", {})
    enforced = enforced_schema(schema, components, "writeOnly")
    type_, stream = ("bytes", "runtime.Binary") if kind == "binary" else ("str", "runtime.Text")
    plain = resolved(document, schema)
    if "string" not in allowed_types(document, schema) or says_nothing(plain, components):
        return stream
    return f"Annotated[{type_}, runtime.Raw({enforced!r})]"


def says_nothing(schema: Json, components: dict[str, Json]) -> bool:
    """Whether a schema allows every string."""
    if not isinstance(schema, dict):
        return schema is True
    enforced = enforced_schema(schema, components)
    return not enforced.keys() - {"type"} if isinstance(enforced, dict) else False
