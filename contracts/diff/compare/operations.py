"""Compares operations: which exist, their names, and their lifecycle."""

from dataclasses import replace

from contracts.diff.compare.bodies import compare_bodies
from contracts.diff.compare.callbacks import compare_callbacks
from contracts.diff.compare.parameters import compare_parameters
from contracts.diff.compare.responses import compare_responses
from contracts.diff.compare.scope import Scope
from contracts.diff.compare.security import compare_security
from contracts.diff.compare.servers import compare_servers
from contracts.diff.read.json_values import strings_of
from contracts.diff.read.lifecycle import SUNSET, lifecycle, removal
from contracts.diff.read.paths import Operation, left_out_paths, operations


def compare_operations(scope: Scope) -> None:
    """Compare the operations of both documents."""
    old, new = operations(scope.old), operations(scope.new)
    for key in [one for one in {**old, **new} if _is_left_out(scope, old.get(one), new.get(one), one[0])]:
        old.pop(key, None)
        new.pop(key, None)
    for key, one in old.items():
        if key not in new:
            _removed(replace(scope, operation=one.name, member=_name_of(one)), one)
    for key, one in new.items():
        within = replace(scope, operation=one.name, member=_name_of(one))
        if key in old:
            compare_operation(within, old[key], one)
        else:
            within.add_change("operation-added", one.place, f"{_name_of(one)} is new.")


def compare_operation(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare an operation that is in both documents."""
    _identity(scope, old, new)
    name = _name_of(new)
    for event in lifecycle(old.place, new.place, scope.today):
        place = (old if event.in_old else new).place.part(event.key)
        sentence = (
            f"{name} {event.sentence}." if not event.sentence.startswith("its ") else f"{name}: {event.sentence}."
        )
        scope.add_change(f"operation-{event.rule}", place, sentence, new=new.place.get(SUNSET), in_old=event.in_old)
    compare_parameters(scope, old, new)
    compare_bodies(scope, old, new)
    compare_responses(scope, old, new)
    compare_security(scope, old, new)
    compare_servers(scope, old, new)
    compare_callbacks(scope, old, new, compare_operation)


def _is_left_out(scope: Scope, old: Operation | None, new: Operation | None, path: str) -> bool:
    """Return whether an operation or its whole path is left out in one of the documents."""
    pairs = [(old.place, old.item) if old else (), (new.place, new.item) if new else ()]
    if any(scope.old.leaves_out(place) for place in pairs[0]) or any(scope.new.leaves_out(place) for place in pairs[1]):
        return True
    return any(path in left_out_paths(document) for document in (scope.old, scope.new))


def _removed(scope: Scope, old: Operation) -> None:
    ending, when = removal(old.place, scope.today)
    scope.add_change(f"operation-removed-{ending}", old.place, f"{_name_of(old)} is gone{when}.", in_old=True)


def _identity(scope: Scope, old: Operation, new: Operation) -> None:
    before, after = old.place.get("operationId"), new.place.get("operationId")
    where = f"{new.method.upper()} {new.path}"
    if before is None and after is not None:
        scope.add_change(
            "operation-id-added", new.place.part("operationId"), f"{where} was given the operationId {after}."
        )
    elif before is not None and after is None:
        sentence = f"{where} lost its operationId {before}."
        scope.add_change("operation-id-removed", old.place.part("operationId"), sentence, old=before, in_old=True)
    elif before != after:
        sentence = f"{where} has another operationId: {before} became {after}."
        scope.add_change("operation-id-changed", new.place.part("operationId"), sentence, old=before, new=after)
    tags_before, tags_after = strings_of(old.place.get("tags")), strings_of(new.place.get("tags"))
    for index, tag in enumerate(tags_after):
        if tag not in tags_before:
            place = new.place.part("tags").part(index)
            scope.add_change("operation-tag-added", place, f"It has the tag {tag}.", new=tag, member=tag)
    for index, tag in enumerate(tags_before):
        if tag not in tags_after:
            place = old.place.part("tags").part(index)
            sentence = f"It no longer has the tag {tag}."
            scope.add_change("operation-tag-removed", place, sentence, old=tag, in_old=True, member=tag)


def _name_of(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"
