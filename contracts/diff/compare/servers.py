"""Compares the servers of the documents and of operations that have their own."""

from contracts.diff.compare.scope import Scope
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, list_of, object_of, quoted, text_of
from contracts.diff.read.paths import Operation

_DEFAULT: list[JsonValue] = [{"url": "/"}]


def compare_root_servers(scope: Scope) -> None:
    """Compare the servers of the documents."""
    _compare(scope.within("the API"), scope.old.root, scope.new.root)


def compare_servers(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the servers of an operation if it or its path item has any; otherwise the document's apply."""
    before, after = _holder(old), _holder(new)
    if before is not None or after is not None:
        _compare(scope.within("the operation"), before or scope.old.root, after or scope.new.root)


def _holder(operation: Operation) -> Place | None:
    return next((one for one in (operation.place, operation.item) if list_of(one.get("servers"))), None)


def _compare(scope: Scope, old: Place, new: Place) -> None:
    before, after = _servers(old), _servers(new)
    for url, server in after.items():
        if url not in before:
            scope.add_change(
                "server-added", server, f"{_capitalised(scope)} is served at {url} too.", new=url, member=url
            )
        elif (pair := [_variables(one) for one in (before[url], server)])[0] != pair[1]:
            sentence = f"A variable of the address {url} takes other values."
            scope.add_change("server-variable-changed", server, sentence, old=pair[0], new=pair[1], member=url)
    for url, server in before.items():
        if url not in after:
            sentence = f"{_capitalised(scope)} is no longer served at {url}."
            scope.add_change("server-removed", server, sentence, old=url, in_old=True, member=url)


def _servers(holder: Place) -> dict[str, Place]:
    """Return the servers by URL. A slash at the end of a URL is removed, because it has no meaning before a path."""
    servers = holder.part("servers")
    count = len(list_of(servers.value))
    found = [servers.part(index) for index in range(count)] or [Place(_DEFAULT[0], holder.at)]
    return {(text_of(one.get("url")) or "/").rstrip("/") or "/": one for one in found}


def _variables(server: Place) -> str:
    variables: dict[str, JsonValue] = {}
    for name, variable in object_of(server.get("variables")).items():
        values: list[JsonValue] = [*sorted(map(quoted, list_of(object_of(variable).get("enum"))))]
        variables[name] = {"default": object_of(variable).get("default"), "enum": values}
    return canonical(variables)


def _capitalised(scope: Scope) -> str:
    return scope.subject[0].upper() + scope.subject[1:]
