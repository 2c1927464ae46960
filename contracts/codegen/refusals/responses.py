"""Finds the responses that can't be sent as the document declares them."""

from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.answer_media import media_refusals
from contracts.codegen.refusals.headers import response_headers
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import Path, definition

Json = Any


def response_refusals(document: dict[str, Json], status: str, written: Json, used: Path) -> Iterator[Refusal]:
    """What is wrong with a response is told where it is written, and what its status forbids where that stands."""
    at, response = definition(document, used, written)
    content = response.get("content", {})
    if status.startswith("1"):
        yield Refusal(pointer(*used), "responses", "an interim response is the protocol's to send")
    if content and status in ("204", "205", "304"):
        bodies = pointer(*used, "content") if at == used else pointer(*used)
        yield Refusal(bodies, "content", f"a response of status {status} has no body")
    yield from media_refusals(document, content, (*at, "content"))
    yield from response_headers(document, response.get("headers", {}), (*at, "headers"))
