"""Compares request bodies: whether they are required, how large they may be, and their media types."""

from contracts.diff.compare.media_types import find_covering, media_types, normalised, schema_of
from contracts.diff.compare.schema_changes import compare_schemas
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, object_of
from contracts.diff.read.paths import Operation

_MAX_BYTES = "x-max-bytes"
_SUBJECT = "the body of the request"


def compare_bodies(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the bodies of both operations."""
    scope = scope.within(_SUBJECT, "body")
    before = scope.old.child(old.place, "requestBody") if old.place.has("requestBody") else None
    after = scope.new.child(new.place, "requestBody") if new.place.has("requestBody") else None
    if scope.leaves_out(before, after):
        return
    if before is None and after is not None:
        word = "required" if after.flag("required") else "optional"
        scope.add_change(f"request-body-added-{word}", after, f"The request has a body now, which is {word}.")
    elif before is not None and after is None:
        scope.add_change("request-body-removed", before, "The request has no body any more.", in_old=True)
    elif before is not None and after is not None:
        compare_content(scope, before, after)


def compare_content(scope: Scope, old: Place, new: Place) -> None:
    """Compare what a client may send: its size, its media types and their schemas."""
    if old.flag("required") != new.flag("required"):
        word = "required" if new.flag("required") else "optional"
        place = new.part("required") if new.has("required") else new
        scope.add_change(f"request-body-became-{word}", place, f"The body of the request became {word}.")
    _compare_size(scope, old, new)
    before, after = media_types(old), media_types(new)
    for name, media in before.items():
        found = find_covering(name, after)
        if found is None:
            sentence = f"The body of the request may no longer be {name}."
            scope.add_change("request-body-media-type-removed", media, sentence, old=name, in_old=True, member=name)
        else:
            within = scope if len(before) == 1 else scope.within(f"{scope.subject} ({name})")
            schemas = schema_of(name, media), schema_of(found, after[found])
            compare_schemas(within, "request-body", *schemas, Direction.REQUEST)
            _compare_encoding(within, media, after[found])
    for name, media in after.items():
        if find_covering(name, before) is None:
            sentence = f"The body of the request may be {name}."
            scope.add_change("request-body-media-type-added", media, sentence, new=name, member=name)


def _compare_encoding(scope: Scope, old: Place, new: Place) -> None:
    if _encodings(old) != _encodings(new):
        place = new.part("encoding") if new.has("encoding") else new
        sentence = f"The parts of {scope.subject} are encoded in another way."
        scope.add_change(
            "request-body-encoding-changed", place, sentence, old=old.get("encoding"), new=new.get("encoding")
        )


def _encodings(media: Place) -> str:
    """Return how each part of a form is encoded; what is said of no part is left out."""
    found: dict[str, JsonValue] = {}
    for name, encoding in object_of(media.get("encoding")).items():
        said = dict(object_of(encoding))
        if isinstance(types := said.get("contentType"), str):
            said["contentType"] = ",".join(sorted(map(normalised, types.split(","))))
        if said:
            found[name] = said
    return canonical(found)


def _compare_size(scope: Scope, old: Place, new: Place) -> None:
    before, after = old.get(_MAX_BYTES), new.get(_MAX_BYTES)
    if not isinstance(before, int) and isinstance(after, int):
        sentence = f"The body of the request may have at most {after} bytes."
        scope.add_change("request-body-max-bytes-set", new.part(_MAX_BYTES), sentence, new=after)
    elif isinstance(before, int) and not isinstance(after, int):
        sentence = f"The body of the request is no longer bounded to {before} bytes."
        scope.add_change("request-body-max-bytes-removed", old.part(_MAX_BYTES), sentence, old=before, in_old=True)
    elif isinstance(before, int) and isinstance(after, int) and before != after:
        word = "decreased" if after < before else "increased"
        sentence = f"The body of the request may have at most {after} bytes where it was {before}."
        scope.add_change(f"request-body-max-bytes-{word}", new.part(_MAX_BYTES), sentence, old=before, new=after)
