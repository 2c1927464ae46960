"""Reads values that are written in brackets, `filter[tags][0]=a` (`style: deepObject`).

OpenAPI 3.1 says of this style what an object of scalars looks like, and leaves the rest open (section 4.8.12.6). Arrays
and objects within are read as PHP, Rack and qs write them: an array as `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`, and
its objects by their numbers, `a[0][b]=1`. What stands without brackets is no object.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from .json_types import JsonObject, JsonValue
from .readings import ObjectMembers, Reader, Reading, chosen
from .schemas import Schemas

MOST_LEVELS = 32
"""The maximum number of brackets in a name."""
MOST_MEMBERS = 1000
"""The maximum number of texts of one value."""
_LONGEST_SCHEMA = 1 << 20
"""The maximum size of a part's schema in characters. Schemas that lead back to themselves in many ways could get long
with each bracket that a client sends."""
IN_BRACKETS = re.compile(r"(\[[^\[\]]*\])+")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


class Misread(Exception):
    """A value can't be read as it is written. The reason goes on behind its name, and `path` leads to the part."""

    def __init__(self, reason: str, path: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.path = tuple(path)


class Node:
    """What was sent of a value: its texts without brackets, and its members by what stands in them."""

    def __init__(self, path: tuple[str, ...] = (), texts: Sequence[str] = ()) -> None:
        self.path, self.texts = path, [*texts]
        self.members: dict[str, Node] = {}
        self.found: dict[DeepReader, list[JsonValue]] = {}
        self.trouble = ""
        """Why there is a schema that has no reading of it."""

    def items(self) -> "list[Node] | None":
        """The items of what is written as an array, in order; None if it is written as an object. Raises Misread."""
        if "" in self.members:
            unnumbered = self.members[""]
            if len(self.members) > 1 or unnumbered.members:
                raise Misread("must have a number in the brackets of each item, or in none", self.path)
            return [Node(unnumbered.path, [text]) for text in unnumbered.texts]
        if not all(map(_NUMBER.fullmatch, self.members)):
            return None
        names = [str(at) for at in range(len(self.members))]
        if missing := [name for name in names if name not in self.members]:
            raise Misread(f"has no item [{missing[0]}]; number the items from 0 on", self.path)
        return [self.members[name] for name in names]

    def check(self) -> None:
        """Raises Misread for what is given in two ways, and for what none of its schemas has a reading of."""
        if self.texts and self.members:
            raise Misread("is given in two ways", self.path)
        if self.trouble and not any(self.found.values()):
            raise Misread(self.trouble, self.path)
        for inner in self.members.values():
            inner.check()


def tree(sent: Iterable[tuple[str, str]]) -> Node:
    """What the brackets behind a name, and the text of each, are together. Raises Misread."""
    root = Node()
    for number, (brackets, text) in enumerate(sent):
        if number >= MOST_MEMBERS:
            raise Misread(f"has more than {MOST_MEMBERS} members")
        names = _BRACKETS.findall(brackets)
        if len(names) > MOST_LEVELS:
            raise Misread(f"is written in more than {MOST_LEVELS} brackets")
        node = root
        for name in names:
            if name not in node.members:
                node.members[name] = Node((*node.path, name))
            node = node.members[name]
        node.texts.append(text)
    root.check()
    return root


class DeepReader:
    """Reads what was sent by one schema, and by what it says of the parts. `leaf` makes the reader of texts."""

    def __init__(
        self,
        schema: JsonObject,
        schemas: Schemas,
        leaf: Callable[[JsonObject], Reader[str]],
        known: "dict[str, DeepReader] | None" = None,
    ) -> None:
        self._schema, self._schemas, self._make_leaf = schema, schemas, leaf
        self._known = {} if known is None else known
        self._types = schemas.json_types(schema)
        self._leaf = leaf(schema)
        self.accepts = self._leaf.accepts

    def value(self, node: Node) -> JsonValue:
        """The likeliest reading of all that was sent. Raises Misread."""
        found = self.values([node])
        node.check()
        return found[0]

    def values(self, sent: Sequence[Node]) -> list[JsonValue]:
        """Its readings, the likeliest first; none of what is written in a way that the schema has no values for."""
        (node,) = sent
        if self not in node.found:
            try:
                node.found[self] = self._of_members(node) if node.members else self._of_texts(node)
            except Misread as reason:
                node.found[self], node.trouble = [], str(reason)
        return node.found[self]

    def _of_texts(self, node: Node) -> list[JsonValue]:
        found = self._leaf.values(node.texts) or ([[*node.texts]] if "array" in self._types else [])
        if not found:
            raise Misread("is given more than once", node.path)
        return found

    def _of_members(self, node: Node) -> list[JsonValue]:
        found: list[JsonValue] = []
        is_object = "object" in self._types and "" not in node.members
        if "array" in self._types or not is_object:
            try:
                items = node.items()
            except Misread:
                if not is_object:
                    raise
            else:
                found += [] if items is None else [self._array(items)]
        if is_object or not found:
            found.append(self._object(node))
        return sorted(found, key=lambda value: not self.accepts(value)) if len(found) > 1 else found

    def _array(self, items: list[Node]) -> JsonValue:
        first, rest = self._items
        readers = [*first[: len(items)], *[rest] * (len(items) - len(first))]
        found = [(reader.values([item]), item) for reader, item in zip(readers, items, strict=True)]
        return [values[0] if values else [*item.texts] for values, item in found]

    def _object(self, node: Node) -> JsonValue:
        readings: dict[str, list[Reading]] = {}
        for name, inner in node.members.items():
            member = self._members.of(name)
            found = member.readings([inner]) if member else [Reading(one, []) for one in self._anything.values([inner])]
            readings[name] = found or [Reading([*inner.texts], [])]
        return chosen(readings, self.accepts)

    def of(self, schema: JsonObject) -> "DeepReader":
        """The reader of a part. Schemas may lead back to themselves, so each has one. Raises Misread."""
        key = json.dumps(schema, sort_keys=True)
        if len(key) > _LONGEST_SCHEMA:
            raise Misread("has too many levels of arrays and objects in each other")
        if key not in self._known:
            self._known[key] = DeepReader(schema, self._schemas, self._make_leaf, self._known)
        return self._known[key]

    @cached_property
    def _anything(self) -> "DeepReader":
        return self.of({})

    @cached_property
    def _members(self) -> ObjectMembers[Node]:
        return ObjectMembers(self._schema, self._schemas, self.of)

    @cached_property
    def _items(self) -> "tuple[list[DeepReader], DeepReader]":
        first, rest = self._schemas.items(self._schema)
        return [self.of(item) for item in first], self.of(rest)


__all__ = ["IN_BRACKETS", "MOST_MEMBERS", "DeepReader", "Misread", "Node", "tree"]
