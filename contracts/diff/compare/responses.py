"""Compares responses: statuses, media types, headers and links."""

from contracts.diff.compare.headers import compare_headers
from contracts.diff.compare.media_types import find_covering, find_same_type, media_types, schema_of
from contracts.diff.compare.schema_changes import compare_schemas
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import canonical, object_of
from contracts.diff.read.paths import Operation


def compare_responses(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the responses of both operations. A range (`4XX`) and `default` stand for statuses that are not
    listed."""
    before, after = _responses(scope, old, old=True), _responses(scope, new, old=False)
    compared = set()
    for status in [one for one in {**before, **after} if scope.leaves_out(before.get(one), after.get(one))]:
        before.pop(status, None)
        after.pop(status, None)
    for status, response in after.items():
        counterpart = _declaration_for(status, before)
        if counterpart is None:
            _add_status_change(scope, status, response, added=True)
        else:
            compared.add(counterpart)
            _compare(scope.within(_name_of(status), status), before[counterpart], response)
    for status, response in before.items():
        counterpart = _declaration_for(status, after)
        if counterpart is None:
            _add_status_change(scope, status, response, added=False)
        elif status not in after and status not in compared:
            _compare(scope.within(_name_of(status), status), response, after[counterpart])


def _responses(scope: Scope, operation: Operation, *, old: bool) -> dict[str, Place]:
    document = scope.old if old else scope.new
    found = document.children(operation.place.part("responses"))
    return {status if status == "default" else status.upper(): place for status, place in found}


def _declaration_for(status: str, declared: dict[str, Place]) -> str | None:
    """Return the declaration that applies to a response of this status."""
    candidates = (status, f"{status[0]}XX", "default") if status != "default" else ("default",)
    return next((one for one in candidates if one in declared), None)


def _add_status_change(scope: Scope, status: str, response: Place, *, added: bool) -> None:
    kind = "success" if status[0] in "123" else "error"
    sentence = f"The response {status} {'may come' if added else 'no longer comes'}."
    rule = f"response-{kind}-status-{'added' if added else 'removed'}"
    scope.within(_name_of(status), status).add_change(rule, response, sentence, in_old=not added)


def _name_of(status: str) -> str:
    return f"the response {status}"


def _compare(scope: Scope, old: Place, new: Place) -> None:
    compare_headers(scope, old, new)
    _compare_links(scope, old, new)
    compare_answer(scope, old, new)


def compare_answer(scope: Scope, old: Place, new: Place) -> None:
    """Compare what a server may send: its media types and their schemas."""
    before, after = media_types(old), media_types(new)
    start = scope.subject[0].upper() + scope.subject[1:]
    if not before and after:
        scope.add_change("response-body-added", new.part("content"), f"{start} has a body now.")
        return
    if before and not after:
        scope.add_change("response-body-removed", old.part("content"), f"{start} has no body any more.", in_old=True)
        return
    for name, media in before.items():
        if find_covering(name, after) is None and find_same_type(name, after) is None:
            sentence = f"{start} is no longer {name}."
            scope.add_change("response-media-type-removed", media, sentence, old=name, in_old=True, member=name)
    for name, media in after.items():
        found = find_covering(name, before) or find_same_type(name, before)
        if found is None:
            scope.add_change("response-media-type-added", media, f"{start} may be {name}.", new=name, member=name)
            continue
        if found.split(";")[1:] != name.split(";")[1:]:
            sentence = f"The media type of {scope.subject} is {name} where it was {found}."
            scope.add_change("response-media-type-parameters-changed", media, sentence, old=found, new=name)
        called = f"the body of {scope.subject.removeprefix('the response ')}"
        within = scope.within(called if len(after) == 1 else f"{called} ({name})")
        compare_schemas(
            within, "response-body", schema_of(found, before[found]), schema_of(name, media), Direction.RESPONSE
        )


def _compare_links(scope: Scope, old: Place, new: Place) -> None:
    before, after = dict(scope.old.children(old.part("links"))), dict(scope.new.children(new.part("links")))
    for name, link in after.items():
        within = scope.within(f"the link `{name}` of {scope.subject}", name)
        if name not in before:
            within.add_change("response-link-added", link, f"There is a link `{name}` in {scope.subject}.")
        elif _meaning(before[name]) != _meaning(link):
            within.add_change("response-link-changed", link, f"The link `{name}` of {scope.subject} is another.")
    for name, link in before.items():
        if name not in after:
            within = scope.within(f"the link `{name}` of {scope.subject}", name)
            within.add_change(
                "response-link-removed", link, f"The link `{name}` of {scope.subject} is gone.", in_old=True
            )


def _meaning(link: Place) -> str:
    return canonical({key: value for key, value in object_of(link.value).items() if key != "description"})
