"""Compares security: alternative requirements, each of which needs all of its schemes with their scopes."""

from dataclasses import dataclass, replace

from contracts.diff.compare.scope import Scope
from contracts.diff.compare.security_schemes import scheme_key
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import list_of, object_of, strings_of
from contracts.diff.read.paths import Operation


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of the alternatives: the scopes for each scheme's key. `description` names it in sentences."""

    scopes: dict[str, frozenset[str]]
    description: str
    place: Place

    def is_implied_by(self, other: "Requirement") -> bool:
        """Return whether credentials that fulfil the other requirement fulfil this one too."""
        return all(key in other.scopes and scopes <= other.scopes[key] for key, scopes in self.scopes.items())


def compare_security(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the requirements of both operations; an operation without its own has the document's."""
    scope = replace(scope, member="credentials")
    before, after = _requirements(scope, old), _requirements(scope, new)
    free_before, free_after = (any(not one.scopes for one in requirements) for requirements in (before, after))
    if free_before and not free_after:
        place = after[0].place
        scope.add_change("security-became-required", place, f"Credentials are needed now: {_list_alternatives(after)}.")
        return
    if free_after and not free_before:
        place = next(one.place for one in after if not one.scopes)
        scope.add_change("security-became-optional", place, "No credentials are needed any more.")
    lost = [one for one in before if one.scopes and not any(other.is_implied_by(one) for other in after)]
    gained = [one for one in after if one.scopes and not any(other.is_implied_by(one) for other in before)]
    for one in lost:
        successor = next((other for other in after if other.scopes.keys() == one.scopes.keys()), None)
        if successor is None:
            scope.add_change(
                "security-removed",
                one.place,
                f"{one.description} no longer suffices.",
                old=one.description,
                in_old=True,
                member=one.description,
            )
            continue
        for scheme, scopes in successor.scopes.items():
            for added in sorted(scopes - one.scopes[scheme]):
                sentence = f"{one.description} now needs the scope {added}."
                scope.add_change(
                    "security-scope-added", successor.place, sentence, old=one.description, new=added, member=added
                )
    for one in gained:
        predecessor = next((other for other in before if other.scopes.keys() == one.scopes.keys()), None)
        if predecessor is None:
            scope.add_change(
                "security-added",
                one.place,
                f"{one.description} suffices too.",
                new=one.description,
                member=one.description,
            )
            continue
        for scheme, scopes in predecessor.scopes.items():
            for gone in sorted(scopes - one.scopes[scheme]):
                sentence = f"{one.description} no longer needs the scope {gone}."
                scope.add_change(
                    "security-scope-removed", one.place, sentence, old=gone, new=one.description, member=gone
                )


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


def _list_alternatives(requirements: list[Requirement]) -> str:
    return " or ".join(one.description for one in requirements)
