"""FR-026: what a JSON text means does not depend on who reads it."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.runtime.json_text import MemberGivenTwice, NestedTooDeeply, NotJson, TooLargeNumber, read_json

TWICE = {
    "side by side": b'{"a": 1, "a": 2}',
    "of one value": b'{"a": 1, "a": 1}',
    "apart": b'{"a": 1, "b": 2, "a": 3}',
    "without spaces": b'{"a":1,"a":2}',
    "with many": b'{"a"\t\r\n :1,"a" :2}',
    "in an escape": rb'{"a": 1, "\u0061": 2}',
    "a name of nothing": b'{"": 1, "": 2}',
    "a name with a colon": b'{"a:": 1, "a:": 2}',
    "a name with a quote": rb'{"a\":": 1, "a\":": 2}',
    "deep": b'{"x": [1, {"y": {"a": 1, "a": 2}}]}',
    "in an array": b'[{"a": 1}, {"a": 1, "a": 1}]',
    "in what the later one hides": b'{"x": {"a": 1, "a": 2}, "b": "::"}',
    "objects": b'{"a": {"b": 1}, "a": {"c": 1}}',
    "beside a long number": b'{"a": 1, "a": 2, "n": ' + b"9" * 300 + b"}",
}
ONCE = [
    b'{"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]}',
    b'{"a": "a\\": b\\":", "b": "::::"}',
    b'{"at": "2026-03-01T09:30:00Z", "n": ' + b"9" * 300 + b"}",
    b'"a\\":"',
    b"[1, 2]",
]


@pytest.mark.parametrize("text", TWICE.values(), ids=TWICE)
def test_a_member_given_twice(text: bytes) -> None:
    """At any depth, however it is written; of which the last value would count, or the first, or both."""
    with pytest.raises(MemberGivenTwice):
        read_json(text)


@pytest.mark.parametrize("text", ONCE)
def test_members_given_once(text: bytes) -> None:
    """Colons in strings, and one name in several objects."""
    assert read_json(text) == json.loads(text)


def test_the_member_is_named() -> None:
    with pytest.raises(MemberGivenTwice) as refused:
        read_json(b'{"title": "a", "title": "b"}')
    assert refused.value.reason == "has the member title more than once"
    with pytest.raises(MemberGivenTwice) as refused:
        read_json(json.dumps({"x" * 5000: 1})[:-1].encode() + b', "' + b"x" * 5000 + b'": 2}')
    assert len(refused.value.reason) < 200


NAMES = st.sampled_from(["a", "b", '":', "a:", ""])


@st.composite
def objects(draw: st.DrawFn, depth: int = 2) -> tuple[str, bool]:
    """A text of an object, and whether it, or one in it, has a member twice."""
    members, twice, names = [], False, []
    for name in draw(st.lists(NAMES, max_size=3)):
        value = json.dumps(draw(st.sampled_from([1, ":", 'x":', None])))
        if depth and draw(st.booleans()):
            value, inner = draw(objects(depth - 1))
            twice |= inner
        members.append(f"{json.dumps(name)}{draw(st.sampled_from(['', ' ']))}:{value}")
        names.append(name)
    return f"{{{','.join(members)}}}", twice or len(set(names)) < len(names)


@given(objects())
@example(('{"a":1,"a":"x\\":"}', True))
def test_any_object(made: tuple[str, bool]) -> None:
    """The quick look by counting misses none, and accuses none."""
    text, twice = made
    try:
        read_json(text.encode())
        found = False
    except NotJson:
        found = True
    assert found == twice


LIMITS: dict[str, tuple[bytes, type[NotJson], str]] = {
    "beyond doubles": (b'{"a": [1e400]}', TooLargeNumber, "has a number that is too large to be read"),
    "below doubles": (b"-1E+309", TooLargeNumber, "has a number that is too large to be read"),
    "of 400 digits": (b"9" * 400, TooLargeNumber, "has a number that is too large to be read"),
    "of 5,000 digits": (b'{"a": -' + b"9" * 5000 + b"}", TooLargeNumber, "has a number that is too large to be read"),
    "of 900 arrays": (b"[" * 900 + b"]" * 900, NestedTooDeeply, "is nested too deeply, in more than 200 levels"),
    "of 900 objects": (
        b'{"a":' * 900 + b"1" + b"}" * 900,
        NestedTooDeeply,
        "is nested too deeply, in more than 200 levels",
    ),
    "none": (b"[1,]", NotJson, "is not valid JSON"),
}


@pytest.mark.parametrize(("text", "kind", "reason"), LIMITS.values(), ids=LIMITS)
def test_what_is_not_read_is_told(text: bytes, kind: type[NotJson], reason: str) -> None:
    """FR-026: JSON that is not read is not called invalid."""
    with pytest.raises(NotJson) as refused:
        read_json(text)
    assert (type(refused.value), refused.value.reason) == (kind, reason)


def test_limits_are_those_that_are_told() -> None:
    """FR-026: up to them all is read."""
    assert read_json(b"[" * 200 + b"]" * 200) is not None
    assert read_json(b"1.7976931348623157e308") == 1.7976931348623157e308
