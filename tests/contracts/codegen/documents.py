"""Small OpenAPI documents to generate from."""

import json
from pathlib import Path
from typing import Any

Json = Any
OK: Json = {"200": {"description": "Done."}}


def document(paths: Json, *, version: str = "3.1.0", schemas: Json | None = None, **more: Json) -> dict[str, Json]:
    """A document of these paths and component schemas."""
    components = {"schemas": schemas} if schemas else {}
    info = {"title": "Test", "version": "1"}
    return {"openapi": version, "info": info, "paths": paths, "components": components, **more}


def operation(**more: Json) -> dict[str, Json]:
    """An operation that only answers 200."""
    return {"tags": ["things"], "responses": OK, **more}


def query(schema: Json, **more: Json) -> dict[str, Json]:
    """An operation with one query parameter."""
    return operation(parameters=[{"name": "q", "in": "query", "schema": schema, **more}])


def taking(schema: Json, media_type: str = "application/json") -> dict[str, Json]:
    """An operation with a body."""
    return operation(requestBody={"required": True, "content": {media_type: {"schema": schema}}})


def answering(schema: Json, *, status: str = "200", media_type: str = "application/json") -> dict[str, Json]:
    """An operation that answers with a body."""
    response = {"description": "Done.", "content": {media_type: {"schema": schema}}}
    return {"tags": ["things"], "responses": {status: response}}


def written(folder: Path, content: Json) -> Path:
    """The document as a file."""
    path = folder / "contract.json"
    path.write_text(json.dumps(content))
    return path
