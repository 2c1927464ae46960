"""A document as the comparison walks it: every value with its JSON pointer, references followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from contracts.diff.read.json_values import JsonObject, JsonValue, object_of
from contracts.document.refusal import pointer


@dataclass(frozen=True, slots=True)
class Place:
    """A value of the document and the pointer to it."""

    value: JsonValue
    at: str

    def get(self, key: str) -> JsonValue:
        """What the object has under a key; None where it has nothing, or is no object."""
        return object_of(self.value).get(key)

    def has(self, key: str) -> bool:
        """Whether it is an object with this key."""
        return key in object_of(self.value)

    def part(self, key: str | int) -> "Place":
        """The value under a key or index, as it is written."""
        value = self.value
        if isinstance(value, list) and isinstance(key, int):
            return Place(value[key], self.at + pointer(key))
        return Place(object_of(value).get(str(key)), self.at + pointer(key))

    def every(self, key: str) -> Iterator["Place"]:
        """What the array under a key lists, as it is written."""
        listed = self.part(key)
        if isinstance(listed.value, list):
            yield from (listed.part(index) for index in range(len(listed.value)))

    def flag(self, key: str) -> bool:
        """Whether the object says `key: true`."""
        return self.get(key) is True


class Document:
    """An OpenAPI document, 3.0 or 3.1, whose references all lead somewhere within it."""

    def __init__(self, value: JsonObject) -> None:
        self.root = Place(dict(value), "")
        self.is_old = str(value.get("openapi", "")).startswith("3.0")

    def at(self, reference: str) -> Place:
        """What `#/…` names. Raises LookupError where it leads nowhere."""
        found = self.root
        for step in unquote(reference.removeprefix("#")).split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = found.value
            if isinstance(value, list):
                found = found.part(int(key))
            elif isinstance(value, dict) and key in value:
                found = found.part(key)
            else:
                raise LookupError(reference)
        return found

    def nearest(self, at: str) -> str:
        """The pointer, or as much of it as leads somewhere."""
        found = self.root
        for step in at.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = found.value
            if isinstance(value, list) and key.isdigit() and int(key) < len(value):
                found = found.part(int(key))
            elif isinstance(value, dict) and key in value:
                found = found.part(key)
            else:
                break
        return found.at

    def resolved(self, place: Place) -> Place:
        """The place, or where its reference leads; for everything but schemas."""
        seen = set()
        while isinstance(reference := place.get("$ref"), str):
            if reference in seen:
                raise LookupError(reference)
            seen.add(reference)
            place = self.at(reference)
        return place

    def child(self, place: Place, key: str | int) -> Place:
        """What is under a key, its reference followed."""
        return self.resolved(place.part(key))

    def children(self, place: Place) -> Iterator[tuple[str, Place]]:
        """Every part of an object or an array, its reference followed."""
        value = place.value
        if isinstance(value, list):
            yield from ((str(index), self.child(place, index)) for index in range(len(value)))
        else:
            yield from ((key, self.child(place, key)) for key in object_of(value))
