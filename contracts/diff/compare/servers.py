"""Compares where the API is served, for the document and for operations that say so themselves."""

from contracts.diff.compare.scope import Scope
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, list_of, object_of, shown, text_of
from contracts.diff.read.paths import Operation

_DEFAULT: list[JsonValue] = [{"url": "/"}]


def compare_root_servers(scope: Scope) -> None:
    """The servers of the document."""
    _compare(scope.within("the API"), scope.old.root, scope.new.root)


def compare_servers(scope: Scope, old: Operation, new: Operation) -> None:
    """The servers of an operation, if it or its path names any; it is else served where the document is."""
    before, after = _holder(old), _holder(new)
    if before is not None or after is not None:
        _compare(scope.within("the operation"), before or scope.old.root, after or scope.new.root)


def _holder(operation: Operation) -> Place | None:
    return next((one for one in (operation.place, operation.item) if list_of(one.get("servers"))), None)


def _compare(scope: Scope, old: Place, new: Place) -> None:
    before, after = _servers(old), _servers(new)
    for url, server in after.items():
        if url not in before:
            scope.tell("server-added", server, f"{_start(scope)} is served at {url} too.", new=url)
        elif (pair := [_variables(one) for one in (before[url], server)])[0] != pair[1]:
            sentence = f"A variable of the address {url} takes other values."
            scope.tell("server-variable-changed", server, sentence, old=pair[0], new=pair[1])
    for url, server in before.items():
        if url not in after:
            scope.tell("server-removed", server, f"{_start(scope)} is no longer served at {url}.", old=url, in_old=True)


def _servers(holder: Place) -> dict[str, Place]:
    """By address; a slash at its end has no meaning before a path."""
    servers = holder.part("servers")
    count = len(list_of(servers.value))
    found = [servers.part(index) for index in range(count)] or [Place(_DEFAULT[0], holder.at)]
    return {(text_of(one.get("url")) or "/").rstrip("/") or "/": one for one in found}


def _variables(server: Place) -> str:
    said: dict[str, JsonValue] = {}
    for name, variable in object_of(server.get("variables")).items():
        values: list[JsonValue] = [*sorted(map(shown, list_of(object_of(variable).get("enum"))))]
        said[name] = {"default": object_of(variable).get("default"), "enum": values}
    return canonical(said)


def _start(scope: Scope) -> str:
    return scope.subject[0].upper() + scope.subject[1:]
