"""Compares what a client must prove: any one of several requirements, each all of its schemes with their scopes."""

from dataclasses import dataclass

from contracts.diff.compare.scope import Scope
from contracts.diff.compare.security_schemes import scheme_key
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import list_of, object_of, strings_of
from contracts.diff.read.paths import Operation


@dataclass(frozen=True, slots=True)
class Requirement:
    """One way to be let in: every scope by the meaning of its scheme. `shown` is how a sentence names it."""

    scopes: dict[str, frozenset[str]]
    shown: str
    place: Place

    def asks_no_more_than(self, other: "Requirement") -> bool:
        """Whether whoever fulfils the other fulfils this too."""
        return all(key in other.scopes and scopes <= other.scopes[key] for key, scopes in self.scopes.items())


def compare_security(scope: Scope, old: Operation, new: Operation) -> None:
    """The requirements of both operations, their own or the document's."""
    before, after = _requirements(scope, old), _requirements(scope, new)
    free_before, free_after = (any(not one.scopes for one in every) for every in (before, after))
    if free_before and not free_after:
        place = after[0].place
        scope.tell("security-became-required", place, f"Credentials are needed now: {_either(after)}.")
        return
    if free_after and not free_before:
        place = next(one.place for one in after if not one.scopes)
        scope.tell("security-became-optional", place, "No credentials are needed any more.")
    lost = [one for one in before if one.scopes and not any(other.asks_no_more_than(one) for other in after)]
    won = [one for one in after if one.scopes and not any(other.asks_no_more_than(one) for other in before)]
    for one in lost:
        successor = next((other for other in after if other.scopes.keys() == one.scopes.keys()), None)
        if successor is None:
            scope.tell("security-removed", one.place, f"{one.shown} no longer suffices.", old=one.shown, in_old=True)
            continue
        for scheme, scopes in successor.scopes.items():
            for added in sorted(scopes - one.scopes[scheme]):
                sentence = f"{one.shown} now needs the scope {added}."
                scope.tell("security-scope-added", successor.place, sentence, old=one.shown, new=added)
    for one in won:
        predecessor = next((other for other in before if other.scopes.keys() == one.scopes.keys()), None)
        if predecessor is None:
            scope.tell("security-added", one.place, f"{one.shown} suffices too.", new=one.shown)
            continue
        for scheme, scopes in predecessor.scopes.items():
            for gone in sorted(scopes - one.scopes[scheme]):
                sentence = f"{one.shown} no longer needs the scope {gone}."
                scope.tell("security-scope-removed", one.place, sentence, old=gone, new=one.shown)


def _requirements(scope: Scope, operation: Operation) -> list[Requirement]:
    document = operation.document
    holder = operation.place if operation.place.has("security") else document.root
    listed = holder.part("security")
    found = [_requirement(scope, document, listed.part(index)) for index in range(len(list_of(listed.value)))]
    return found or [Requirement({}, "", listed if holder.has("security") else operation.place)]


def _requirement(scope: Scope, document: Document, place: Place) -> Requirement:
    scopes = {
        scheme_key(scope, document, name): frozenset(strings_of(wanted))
        for name, wanted in object_of(place.value).items()
    }
    return Requirement(scopes, " with ".join(object_of(place.value)), place)


def _either(requirements: list[Requirement]) -> str:
    return " or ".join(one.shown for one in requirements)
