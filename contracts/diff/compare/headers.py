"""Compares the headers of a response. Their names are case-insensitive (RFC 9110, section 5.1)."""

from contracts.diff.compare.media_types import written_as
from contracts.diff.compare.schema_changes import compare_schemas
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import object_of


def compare_headers(scope: Scope, old: Place, new: Place) -> None:
    """Compare the headers of both responses, except Content-Type, which the media types define."""
    before, after = _headers(scope.old, old), _headers(scope.new, new)
    for key in [*before.keys() | after.keys()]:
        if scope.leaves_out(*(side[key][1] if key in side else None for side in (before, after))):
            before.pop(key, None)
            after.pop(key, None)
    for key, (name, header) in after.items():
        within = scope.within(f"the header `{name}` of {scope.subject.removeprefix('the response ')}", name)
        if key in before:
            _compare(within, before[key][1], header)
        else:
            within.add_change("response-header-added", header, f"{_capitalised(within)} is new.")
    for key, (name, header) in before.items():
        if key not in after:
            word = "required" if header.flag("required") else "optional"
            within = scope.within(f"the header `{name}` of {scope.subject.removeprefix('the response ')}", name)
            within.add_change(
                f"response-header-removed-{word}", header, f"{_capitalised(within)} is gone.", in_old=True
            )


def _headers(document: Document, response: Place) -> dict[str, tuple[str, Place]]:
    found = document.children(response.part("headers"))
    return {name.lower(): (name, header) for name, header in found if name.lower() != "content-type"}


def _compare(scope: Scope, old: Place, new: Place) -> None:
    if old.flag("required") != new.flag("required"):
        word = "required" if new.flag("required") else "optional"
        place = new.part("required") if new.has("required") else new
        scope.add_change(f"response-header-became-{word}", place, f"{_capitalised(scope)} became {word}.")
    if old.flag("deprecated") != new.flag("deprecated"):
        word, sentence = (
            ("deprecated", "is deprecated") if new.flag("deprecated") else ("reactivated", "is no longer deprecated")
        )
        scope.add_change(f"response-header-{word}", new, f"{_capitalised(scope)} {sentence}.")
    before, after = written_as(old), written_as(new)
    if before != after:
        sentence = f"{_capitalised(scope)} is written as {after or 'text'} where it was {before or 'text'}."
        scope.add_change("response-header-media-type-changed", new, sentence, old=before, new=after)
        return
    if old.flag("explode") != new.flag("explode") and "object" in scope.schemas.new.types(_schema(new)):
        sentence = f"The parts of {scope.subject} are written in another way (`explode`)."
        scope.add_change("response-header-explode-changed", new, sentence)
    pair = (_schema(old), _schema(new))
    compare_schemas(scope, "response-header", *pair, Direction.RESPONSE, text=after is None)


def _media_type(header: Place) -> str | None:
    return next(iter(object_of(header.get("content"))), None)


def _schema(header: Place) -> Place | None:
    media_type = _media_type(header)
    holder = header.part("content").part(media_type) if media_type else header
    return holder.part("schema") if holder.has("schema") else None


def _capitalised(scope: Scope) -> str:
    return scope.subject[0].upper() + scope.subject[1:]
