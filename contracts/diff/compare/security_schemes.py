"""Compares the security schemes of the documents. A renamed scheme is recognized by its meaning."""

from collections.abc import Iterator

from contracts.diff.compare.scope import Scope
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import JsonValue, canonical, object_of, quoted

_DEFINING_KEYS = {"http": ("scheme",), "apiKey": ("in", "name")}
_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")


def compare_security_schemes(scope: Scope) -> None:
    """Compare the schemes of both documents."""
    before, after = _schemes(scope.old), _schemes(scope.new)
    keys_before = {scheme_key(scope, scope.old, name): name for name in before}
    keys_after = {scheme_key(scope, scope.new, name): name for name in after}
    for key, name in keys_after.items():
        if scope.leaves_out(before.get(keys_before.get(key, "")), after[name]):
            continue
        within = scope.within(f"the security scheme {name}", name)
        if key in keys_before:
            _compare(within, before[keys_before[key]], after[name])
        else:
            within.add_change("security-scheme-added", after[name], f"There is a security scheme {name}.", new=name)
    for key, name in keys_before.items():
        if key not in keys_after and not scope.leaves_out(before[name], None):
            sentence = f"The security scheme {name} is gone."
            scope.add_change("security-scheme-removed", before[name], sentence, old=name, in_old=True, member=name)


def scheme_key(scope: Scope, document: Document, name: str) -> str:
    """Return a key for a scheme: its name if both documents have it, otherwise its meaning."""
    old, new = _schemes(scope.old), _schemes(scope.new)
    if name in old and name in new:
        return name
    scheme = (old if document is scope.old else new).get(name)
    return name if scheme is None else _meaning(scheme)


def _schemes(document: Document) -> dict[str, Place]:
    return dict(document.children(document.root.part("components").part("securitySchemes")))


def _meaning(scheme: Place) -> str:
    keys = ("type", "openIdConnectUrl", "flows", *_DEFINING_KEYS.get(str(scheme.get("type")), ()))
    return canonical({key: _defined(scheme, key) for key in keys})


def _defined(scheme: Place, key: str) -> JsonValue:
    """Return a value that defines a scheme: names of schemes and of headers are case-insensitive (RFC 9110, sections
    5.1 and 11.1), those of cookies and query parameters are not."""
    value = scheme.get(key)
    if isinstance(value, str) and (key == "scheme" or (key == "name" and scheme.get("in") == "header")):
        return value.lower()
    return value


def _compare(scope: Scope, old: Place, new: Place) -> None:
    start = scope.subject[0].upper() + scope.subject[1:]
    before, after = old.get("type"), new.get("type")
    if before != after:
        sentence = f"{start} is of the type {after} where it was {before}."
        scope.add_change("security-scheme-type-changed", new.part("type"), sentence, old=before, new=after)
        return
    for key in _DEFINING_KEYS.get(str(after), ()):
        before, after_value = old.get(key), new.get(key)
        if _defined(old, key) != _defined(new, key):
            sentence = f"{start}: `{key}` is {quoted(after_value)} where it was {quoted(before)}."
            scope.add_change("security-scheme-changed", new.part(key), sentence, old=before, new=after_value)
    if old.get("openIdConnectUrl") != new.get("openIdConnectUrl"):
        _add_url_change(scope, old, new, "openIdConnectUrl")
    if old.get("bearerFormat") != new.get("bearerFormat"):
        sentence = f"{start} tells another format of its tokens."
        pair = (old.get("bearerFormat"), new.get("bearerFormat"))
        scope.add_change("security-scheme-bearer-format-changed", new, sentence, old=pair[0], new=pair[1])
    _compare_flows(scope, old.part("flows"), new.part("flows"))


def _compare_flows(scope: Scope, old: Place, new: Place) -> None:
    start = scope.subject[0].upper() + scope.subject[1:]
    for name in object_of(new.value).keys() - object_of(old.value).keys():
        scope.add_change("security-scheme-flow-added", new.part(name), f"{start} has the flow {name}.", new=name)
    for name in object_of(old.value).keys() - object_of(new.value).keys():
        sentence = f"{start} no longer has the flow {name}."
        scope.add_change("security-scheme-flow-removed", old.part(name), sentence, old=name, in_old=True)
    for name in sorted(object_of(old.value).keys() & object_of(new.value).keys()):
        _compare_flow(scope.within(f"{scope.subject}, flow {name}"), old.part(name), new.part(name))


def _compare_flow(scope: Scope, old: Place, new: Place) -> None:
    for key in _URLS:
        if old.get(key) != new.get(key):
            _add_url_change(scope, old, new, key)
    before, after = (object_of(one.get("scopes")) for one in (old, new))
    start = scope.subject[0].upper() + scope.subject[1:]
    for name in _missing(after, before):
        place = new.part("scopes").part(name)
        scope.add_change("security-scheme-scope-added", place, f"{start} knows the scope {name}.", new=name)
    for name in _missing(before, after):
        place = old.part("scopes").part(name)
        sentence = f"{start} no longer knows the scope {name}."
        scope.add_change("security-scheme-scope-removed", place, sentence, old=name, in_old=True)


def _missing(these: dict[str, object] | object, others: object) -> Iterator[str]:
    if isinstance(these, dict) and isinstance(others, dict):
        yield from (name for name in these if name not in others)


def _add_url_change(scope: Scope, old: Place, new: Place, key: str) -> None:
    start = scope.subject[0].upper() + scope.subject[1:]
    sentence = f"{start}: `{key}` is {quoted(new.get(key))} where it was {quoted(old.get(key))}."
    place = new.part(key) if new.has(key) else new
    scope.add_change("security-scheme-url-changed", place, sentence, old=old.get(key), new=new.get(key))
