"""Compares the keywords for objects: their names, which of them are required, and the schemas of their values.

Where a contract allows undeclared names, clients are assumed to send none. So a newly declared name does not reduce the
values that a request may contain.
"""

from contracts.diff.compare.schemas.arrays import Meaning
from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.compare.schemas.limits import compare_limits
from contracts.diff.compare.schemas.properties import Kind, Properties, Property
from contracts.diff.decide.levels import NARROWS, UNKNOWN, WIDENS, Direction, Level
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of, strings_of
from contracts.document.refusal import pointer

_UNDECLARED = (Kind.OPEN, Kind.FORBIDDEN)


class ObjectComparison:
    """Compares two cases that both allow objects."""

    def __init__(self, local: Local, old: Properties, new: Properties, direction: Direction) -> None:
        self._local = local
        self._old, self._new = old, new
        self._request = direction is Direction.REQUEST
        self._required_old, self._required_new = old.required(), new.required()

    def compare(self) -> None:
        """Compare every name of both, and the rules for undeclared names."""
        for name in dict.fromkeys([*self._old.names(), *self._new.names(), *self._required_old, *self._required_new]):
            self._compare(name, self._old.of(name), self._new.of(name))
        self._compare_rest()
        self._compare_patterns()

    def _compare(self, name: str, old: Property, new: Property) -> None:
        declared = (Kind.DECLARED, Kind.HIDDEN)
        is_reported = True
        if old.kind is not Kind.DECLARED and new.kind is Kind.HIDDEN:
            return
        if old.kind is Kind.HIDDEN:
            if new.kind is Kind.DECLARED:
                self._became_visible(name, new)
            return
        if new.kind is Kind.HIDDEN:
            self._became_hidden(name, new)
            return
        if old.kind is Kind.DECLARED and new.kind in _UNDECLARED:
            self._removed(name, old, new)
        elif old.kind in _UNDECLARED and new.kind is Kind.DECLARED:
            self._added(name, old, new)
        else:
            is_reported = False
            if old.kind in declared or new.kind in declared:
                self._compare_marks(name, old, new)
                self._local.follow(f".{name}", old.node, new.node)
        if not is_reported:
            self._compare_required(name, new)

    def _added(self, name: str, old: Property, new: Property) -> None:
        closed = old.kind is Kind.FORBIDDEN
        required = name in self._required_new
        bad = Level.POSSIBLY if closed else Level.SAFE
        level = (Level.BREAKING if required else Level.SAFE) if self._request else bad
        if self._request and required and name in self._required_old:
            level = Level.SAFE  # it was required before, with any value
        sentence = f"it is new, and {'required' if required else 'optional'}"
        rule = f"added-{'required' if required else 'optional'}"
        self._local.add(rule, _at(new), sentence, effect=level, of=f".{name}")

    def _removed(self, name: str, old: Property, new: Property) -> None:
        closed = new.kind is Kind.FORBIDDEN
        required = name in self._required_old
        if self._request:
            level = Level.BREAKING if closed else Level.POSSIBLY
        else:
            level = Level.BREAKING if required else Level.POSSIBLY
        rule = "removed-required" if required else "removed"
        sentence = f"it is gone{', and must not be there any more' if closed and self._request else ''}"
        self._local.add(rule, _at(old), sentence, in_old=True, effect=level, of=f".{name}")

    def _became_hidden(self, name: str, new: Property) -> None:
        mark = "read" if self._request else "write"
        level = Level.BREAKING if self._request or name in self._required_old else Level.POSSIBLY
        whose = "the server" if self._request else "the client"
        sentence = f"it is told by {whose} alone now"
        self._local.add(f"became-{mark}-only", _at(new), sentence, effect=level, of=f".{name}")

    def _became_visible(self, name: str, new: Property) -> None:
        mark = "read" if self._request else "write"
        required = name in self._required_new
        if self._request:
            level = Level.BREAKING if required else Level.SAFE
        else:
            level = Level.POSSIBLY if self._old.rest().kind is Kind.FORBIDDEN else Level.SAFE
        sentence = f"it is no longer told by {'the server' if self._request else 'the client'} alone"
        self._local.add(f"became-not-{mark}-only", _at(new), sentence, effect=level, of=f".{name}")

    def _compare_marks(self, name: str, old: Property, new: Property) -> None:
        """Report for information that a property belongs to this direction only. The other direction has the real
        change."""
        before, after = self._old.is_other(old.node), self._new.is_other(new.node)
        if before != after:
            mark = "write" if self._request else "read"
            whose = "the client" if self._request else "the server"
            sentence = f"it is {'is_reported' if after else 'no longer is_reported'} by {whose} alone"
            rule = f"became-{'' if after else 'not-'}{mark}-only"
            self._local.add(rule, _at(new), sentence, effect=Level.SAFE, of=f".{name}")

    def _compare_required(self, name: str, new: Property) -> None:
        before, after = name in self._required_old, name in self._required_new
        if after and not before:
            default = (
                ", though it has a default" if any(object_of(one.value).get("default") for one in new.node) else ""
            )
            at = self._required_new[name]
            self._local.add("became-required", at, f"it became required{default}", of=f".{name}")
        elif before and not after:
            at = self._required_old[name]
            self._local.add("became-optional", at, "it became optional", in_old=True, of=f".{name}")

    def _compare_rest(self) -> None:
        old, new = self._old.rest(), self._new.rest()
        local = self._local
        if old.kind is new.kind:
            if old.kind is Kind.MAPPED:
                local.follow(".*", old.node, new.node)
        elif new.kind is Kind.FORBIDDEN:
            local.add("additional-properties-forbidden", _at(new), "undeclared properties are no longer allowed")
        elif old.kind is Kind.FORBIDDEN:
            at = _at(old)
            effect = None if new.kind is Kind.OPEN else WIDENS
            sentence = "undeclared properties are allowed"
            local.add("additional-properties-allowed", at, sentence, in_old=True, effect=effect)
        elif new.kind is Kind.MAPPED:
            local.add("additional-properties-added", _at(new), "undeclared properties are no longer arbitrary")
        else:
            sentence = "undeclared properties are arbitrary"
            local.add("additional-properties-removed", _at(old), sentence, in_old=True)

    def _compare_patterns(self) -> None:
        old, new = self._old.patterns(), self._new.patterns()
        for pattern, node in new.items():
            if pattern in old:
                self._local.follow(f"./{pattern}/", old[pattern], node)
                continue
            effect = {Kind.OPEN: NARROWS, Kind.FORBIDDEN: WIDENS}.get(self._old.rest().kind, UNKNOWN)
            sentence = f"names of the pattern `{pattern}` have a schema of their own"
            self._local.add("pattern-property-added", node[0].at, sentence, new=pattern, effect=effect)
        for pattern, node in old.items():
            if pattern not in new:
                effect = {Kind.OPEN: WIDENS, Kind.FORBIDDEN: NARROWS}.get(self._new.rest().kind, UNKNOWN)
                sentence = f"names of the pattern `{pattern}` have no schema of their own"
                at = node[0].at
                self._local.add("pattern-property-removed", at, sentence, old=pattern, in_old=True, effect=effect)


def _at(prop: Property) -> str:
    return prop.node[0].at if prop.node else ""


def compare_whole_objects(local: Local, old: Case, new: Case, old_text: Meaning, new_text: Meaning) -> None:
    """Compare what applies to an object as a whole: the number of names, their schema, and dependencies between
    them."""
    compare_limits(local, old, new, "minProperties", "maxProperties")
    names_old, names_new = (_parts(case, "propertyNames") for case in (old, new))
    if names_old and names_new:
        local.follow("{names}", names_old, names_new)
    elif names_new and new_text(names_new) != "true":
        local.add("property-names-added", names_new[0].at, "names must be of a kind")
    elif names_old and old_text(names_old) != "true":
        local.add("property-names-removed", names_old[0].at, "names need not be of a kind", in_old=True)
    _compare_dependent_required(local, old, new)
    _compare_dependent_schemas(local, old, new)


def _parts(case: Case, keyword: str) -> Node:
    return tuple(member.part(keyword) for member in case.members if member.has(keyword))


def _compare_dependent_required(local: Local, old: Case, new: Case) -> None:
    before, after = _dependencies(old), _dependencies(new)
    for (name, asked), at in after.items():
        if (name, asked) not in before:
            sentence = f"where `{name}` is, `{asked}` must be too"
            local.add("dependent-required-added", at, sentence, new=[name, asked])
    for (name, asked), at in before.items():
        if (name, asked) not in after:
            sentence = f"where `{name}` is, `{asked}` need not be"
            local.add("dependent-required-removed", at, sentence, old=[name, asked], in_old=True)


def _dependencies(case: Case) -> dict[tuple[str, str], str]:
    found = {}
    for member in case.members:
        dependent = member.part("dependentRequired")
        for name, listed in object_of(dependent.value).items():
            for asked in strings_of(listed):
                found[name, asked] = dependent.at + pointer(name)
    return found


def _compare_dependent_schemas(local: Local, old: Case, new: Case) -> None:
    before, after = _dependent(old), _dependent(new)
    for name, places in after.items():
        if name in before:
            local.follow(f"(with {name})", before[name], places)
        else:
            sentence = f"where `{name}` is, the object must be of a kind"
            local.add("dependent-schema-added", places[0].at, sentence, new=name)
    for name, places in before.items():
        if name not in after:
            sentence = f"where `{name}` is, the object need not be of a kind"
            local.add("dependent-schema-removed", places[0].at, sentence, old=name, in_old=True)


def _dependent(case: Case) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for member in case.members:
        holder = member.part("dependentSchemas")
        for name in object_of(holder.value):
            found[name] = (*found.get(name, ()), holder.part(name))
    return found
