"""A document whose values know their JSON pointers, and whose references can be followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from contracts.diff.read.json_values import JsonObject, JsonValue, object_of
from contracts.document.refusal import pointer


@dataclass(frozen=True, slots=True)
class Place:
    """A value of the document, and the JSON pointer to it."""

    value: JsonValue
    at: str

    def get(self, key: str) -> JsonValue:
        """Return the object's value for a key; None if there is none, or if this is not an object."""
        return object_of(self.value).get(key)

    def has(self, key: str) -> bool:
        """Return whether this is an object with this key."""
        return key in object_of(self.value)

    def part(self, key: str | int) -> "Place":
        """Return the value for a key or index, without following a reference."""
        value = self.value
        if isinstance(value, list) and isinstance(key, int):
            return Place(value[key], self.at + pointer(key))
        return Place(object_of(value).get(str(key)), self.at + pointer(key))

    def step(self, step: str) -> "Place | None":
        """Return the part that a step of a JSON pointer names; None if there is none."""
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(self.value, list) and key.isdigit() and int(key) < len(self.value):
            return self.part(int(key))
        return self.part(key) if isinstance(self.value, dict) and key in self.value else None

    def items_of(self, key: str) -> Iterator["Place"]:
        """Yield the items of the array for a key, without following references."""
        listed = self.part(key)
        if isinstance(listed.value, list):
            yield from (listed.part(index) for index in range(len(listed.value)))

    def flag(self, key: str) -> bool:
        """Return whether the object has `key: true`."""
        return self.get(key) is True


class Document:
    """An OpenAPI document, 3.0 or 3.1, all references of which lead to a part of it."""

    def __init__(self, value: JsonObject) -> None:
        self.root = Place(dict(value), "")
        self.is_openapi_30 = str(value.get("openapi", "")).startswith("3.0")
        self.left_out: dict[str, str] = {}
        """Why parts are not compared, by their pointers: they are invalid, or refer to nothing (FR-405)."""

    def at(self, reference: str) -> Place:
        """Return the part that a reference `#/…` names. Raises LookupError if there is none."""
        if not reference.startswith("#/") and reference != "#":
            raise LookupError(reference)
        found = self.root
        for step in unquote(reference.removeprefix("#")).split("/")[1:]:
            part = found.step(step)
            if part is None:
                raise LookupError(reference)
            found = part
        return found

    def leaves_out(self, place: Place | None) -> bool:
        """Return whether a part is not compared."""
        return place is not None and place.at != "" and place.at in self.left_out

    def nearest(self, at: str) -> str:
        """Return the longest beginning of a pointer that leads to a part of the document."""
        found = self.root
        for step in at.split("/")[1:]:
            part = found.step(step)
            if part is None:
                break
            found = part
        return found.at

    def resolved(self, place: Place) -> Place:
        """Return the place, or the target of its reference; the place itself if that leads nowhere, which leaves it
        out. Schemas are not resolved this way, because they may be recursive."""
        seen, found = set(), place
        while isinstance(reference := found.get("$ref"), str):
            try:
                if reference in seen:
                    raise LookupError(reference)
                seen.add(reference)
                found = self.at(reference)
            except LookupError:
                self.left_out.setdefault(place.at, f"its reference {reference} leads nowhere")
                return place
        return found

    def child(self, place: Place, key: str | int) -> Place:
        """Return the value for a key, with its reference followed."""
        return self.resolved(place.part(key))

    def children(self, place: Place) -> Iterator[tuple[str, Place]]:
        """Yield every part of an object or an array, with references followed."""
        value = place.value
        if isinstance(value, list):
            yield from ((str(index), self.child(place, index)) for index in range(len(value)))
        else:
            yield from ((key, self.child(place, key)) for key in object_of(value))
