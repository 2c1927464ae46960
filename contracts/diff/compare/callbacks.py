"""Compares callbacks and webhooks, which are requests of the server. A change is reported without its direction."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from contracts.diff.compare.scope import Scope
from contracts.diff.decide.changes import Changes
from contracts.diff.read.document import Document, Place
from contracts.diff.read.paths import Operation, operations_of

CompareOperation = Callable[[Scope, Operation, Operation], None]


def compare_callbacks(scope: Scope, old: Operation, new: Operation, compare: CompareOperation) -> None:
    """Compare the callbacks of both operations."""
    before = dict(scope.old.children(old.place.part("callbacks")))
    after = dict(scope.new.children(new.place.part("callbacks")))
    _compare(scope, "callback", before, after, compare)


def compare_webhooks(scope: Scope, compare: CompareOperation) -> None:
    """Compare the webhooks of both documents."""
    before, after = (dict(one.children(one.root.part("webhooks"))) for one in (scope.old, scope.new))
    _compare(scope, "webhook", before, after, compare)


def _compare(
    scope: Scope, kind: str, before: dict[str, Place], after: dict[str, Place], compare: CompareOperation
) -> None:
    for name, place in after.items():
        within = scope.within(f"the {kind} {name}", name)
        if name not in before:
            within.add_change(f"{kind}-added", place, f"There is a {kind} {name}.", new=name)
        elif _differs(within, kind, before[name], place, compare):
            within.add_change(f"{kind}-changed", place, f"The {kind} {name} changed.", new=name)
    for name, place in before.items():
        if name not in after:
            within = scope.within(f"the {kind} {name}", name)
            within.add_change(f"{kind}-removed", place, f"The {kind} {name} is gone.", old=name, in_old=True)


def _differs(scope: Scope, kind: str, old: Place, new: Place, compare: CompareOperation) -> bool:
    before, after = dict(_requests(scope.old, kind, old)), dict(_requests(scope.new, kind, new))
    separate = replace(scope, changes=Changes())
    for key in before.keys() & after.keys():
        compare(separate, before[key], after[key])
    return before.keys() != after.keys() or bool(separate.changes.sorted())


def _requests(document: Document, kind: str, place: Place) -> Iterator[tuple[tuple[str, str], Operation]]:
    """Yield the operations of a webhook, which is a path item, or of a callback, which has a path item for each
    address."""
    items = [("", place)] if kind == "webhook" else [*document.children(place)]
    for address, item in items:
        for operation in operations_of(document, address, item):
            yield (address, operation.method), operation
