"""Compares callbacks and webhooks, which are requests of the server: what it sends must not grow, what the client may
answer must not shrink. All changes of one are told as one, whose level is that of the worst (FR-407)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from contracts.diff.compare.bodies import compare_content
from contracts.diff.compare.parameters import parameters_of
from contracts.diff.compare.responses import compare_answer
from contracts.diff.compare.schema_changes import compare_schemas
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.changes import Change, Changes
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import object_of
from contracts.diff.read.paths import Operation, operations_of

_MESSAGES = ("requestBody", "parameters", "responses")
_NOTHING = Place({}, "")
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
        elif changes := _changes(within, kind, before[name], place, compare):
            worst, more = changes[0], len(changes) - 1
            sentence = f"The {kind} {name} changed: {worst.sentence}{f' ({more} more)' if more else ''}"
            at = Place(None, worst.pointer)
            within.add_change(f"{kind}-changed", at, sentence, level=worst.level, new=name, in_old=worst.in_old)
    for name, place in before.items():
        if name not in after:
            within = scope.within(f"the {kind} {name}", name)
            within.add_change(f"{kind}-removed", place, f"The {kind} {name} is gone.", old=name, in_old=True)


def _changes(scope: Scope, kind: str, old: Place, new: Place, compare: CompareOperation) -> list[Change]:
    before, after = dict(_requests(scope.old, kind, old)), dict(_requests(scope.new, kind, new))
    separate = replace(scope, changes=Changes())
    for key, one in after.items():
        if key in before:
            compare(separate, _without_messages(before[key]), _without_messages(one))
            _compare_messages(separate, before[key], one)
        else:
            separate.add_change("operation-added", one.place, "There is one more request.")
    for key, one in before.items():
        if key not in after:
            separate.add_change(f"{kind}-removed", one.place, "A request is no longer made.", in_old=True)
    return separate.changes.sorted()


def _without_messages(operation: Operation) -> Operation:
    """Return an operation without what is sent and answered, which is compared in its direction."""
    kept = {key: part for key, part in object_of(operation.place.value).items() if key not in _MESSAGES}
    item = {key: part for key, part in object_of(operation.item.value).items() if key != "parameters"}
    return replace(operation, place=Place(kept, operation.place.at), item=Place(item, operation.item.at))


def _compare_messages(scope: Scope, old: Operation, new: Operation) -> None:
    sent = scope.within(f"the request of {scope.subject}")
    bodies = [_child(scope.old, old.place, "requestBody"), _child(scope.new, new.place, "requestBody")]
    if not scope.leaves_out(*bodies):
        compare_answer(sent, bodies[0] or _NOTHING, bodies[1] or _NOTHING)
    _compare_parameters(sent, old, new)
    before, after = (dict(one.document.children(one.place.part("responses"))) for one in (old, new))
    for status, answer in {**before, **after}.items():
        within = scope.within(f"the answer {status} to {scope.subject}")
        if scope.leaves_out(before.get(status), after.get(status)):
            continue
        if status not in before:
            within.add_change("request-body-media-type-added", answer, f"The client may answer {status}.", new=status)
        elif status not in after:
            sentence = f"The client may no longer answer {status}."
            within.add_change("request-body-media-type-removed", answer, sentence, old=status, in_old=True)
        else:
            compare_content(within, before[status], after[status])


def _compare_parameters(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the parameters that the server sends, as the headers of an answer are."""
    before, after = dict(parameters_of(old)), dict(parameters_of(new))
    for key, one in {**before, **after}.items():
        within = scope.within(f"{one.description} of {scope.subject}")
        was, now = before.get(key), after.get(key)
        if scope.leaves_out(was.place if was else None, now.place if now else None):
            continue
        if was is None:
            within.add_change("response-header-added", one.place, f"{one.description} is sent too.")
        elif now is None:
            word = "required" if was.place.flag("required") else "optional"
            within.add_change(f"response-header-removed-{word}", was.place, f"{one.description} is gone.", in_old=True)
        else:
            if was.place.flag("required") != now.place.flag("required"):
                word = "required" if now.place.flag("required") else "optional"
                within.add_change(f"response-header-became-{word}", now.place, f"{one.description} became {word}.")
            text = now.media_type is None
            compare_schemas(within, "response-header", was.schema, now.schema, Direction.RESPONSE, text=text)


def _child(document: Document, place: Place, key: str) -> Place | None:
    return document.child(place, key) if place.has(key) else None


def _requests(document: Document, kind: str, place: Place) -> Iterator[tuple[tuple[str, str], Operation]]:
    """Yield the operations of a webhook, which is a path item, or of a callback, which has a path item for each
    address."""
    items = [("", place)] if kind == "webhook" else [*document.children(place)]
    for address, item in items:
        for operation in operations_of(document, address, item):
            yield (address, operation.method), operation
