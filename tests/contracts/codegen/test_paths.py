"""FR-027: the path of a URL is found without trying the others."""

import random
import re
from urllib.parse import unquote

import pytest

from contracts.runtime.paths import PathTable, url_segments

PATHS = ["/", "/a", "/a/{x}", "/a/b", "/a/{x}.json", "/a/{x}.{y}", "/a/{x}/c", "/a/b/{y}", "/{z}/b/c", "/{z}/d"]


@pytest.fixture(scope="module")
def table() -> PathTable[str]:
    table: PathTable[str] = PathTable()
    for path in PATHS:
        table.add(path, path)
    return table


@pytest.mark.parametrize(
    ("url", "path", "parts"),
    [
        ("/", "/", {}),
        ("/a", "/a", {}),
        ("/a/b", "/a/b", {}),
        ("/a/x", "/a/{x}", {"x": "x"}),
        ("/a/x.json", "/a/{x}.json", {"x": "x"}),
        ("/a/x.json.json", "/a/{x}.json", {"x": "x.json"}),
        ("/a/x.xml", "/a/{x}.{y}", {"x": "x", "y": "xml"}),
        ("/a/.json", "/a/{x}", {"x": ".json"}),
        ("/a/x/c", "/a/{x}/c", {"x": "x"}),
        ("/a/b/c", "/a/b/{y}", {"y": "c"}),
        ("/a/d", "/a/{x}", {"x": "d"}),
        ("/e/b/c", "/{z}/b/c", {"z": "e"}),
        ("/e/d", "/{z}/d", {"z": "e"}),
    ],
)
def test_the_path_that_says_most_is_found(table: PathTable[str], url: str, path: str, parts: dict[str, str]) -> None:
    """A word that leads nowhere is gone back from: `/a/d` is no `/{z}/d`, `/e/b/c` no `/a/…`."""
    assert table.find(url.split("/")) == (path, parts)


def test_parts_of_an_attempt_that_failed_are_none_of_the_path() -> None:
    """FR-027: a concrete part leads nowhere, and what was taken behind it is given back."""
    table: PathTable[str] = PathTable()
    for path in ("/users/{id}/posts", "/{owner}/{repo}", "/{a}-{b}/x/y", "/{a}/{b}/{c}"):
        table.add(path, path)
    assert table.find(["", "users", "5"]) == ("/{owner}/{repo}", {"owner": "users", "repo": "5"})
    assert table.find(["", "p-q", "x", "z"]) == ("/{a}/{b}/{c}", {"a": "p-q", "b": "x", "c": "z"})


def test_several_parts_of_a_segment_are_what_a_greedy_pattern_finds() -> None:
    """FR-027: whatever stands between them, and in a time that grows with the segment alone (CWE-1333)."""
    made = random.Random(0)
    for _ in range(5000):
        count = made.randint(2, 4)
        words = [
            "".join(made.choices("ab-", k=made.randint(0 if at in (0, count - 1) else 1, 2))) for at in range(count)
        ]
        segment = "".join(made.choices("ab-", k=made.randint(0, 9)))
        table: PathTable[None] = PathTable()
        table.add("/" + "".join(f"{word}{{p{at}}}" for at, word in enumerate(words[:-1])) + words[-1], None)
        found, match = table.find(["", segment]), re.fullmatch("(.+)".join(map(re.escape, words)), segment)
        assert (list(found[1].values()) if found else None) == (list(match.groups()) if match else None), (
            words,
            segment,
        )
    table = PathTable()
    table.add("/{a}-{b}-{c}.json", None)
    assert table.find(["", "-" * 100_000 + ".jsox"]) is None


@pytest.mark.parametrize("url", ["", "a", "//", "/a/", "/a//c", "/x", "/a/x/d", "/a/b/c/d", "//d"])
def test_no_path(table: PathTable[str], url: str) -> None:
    """A templated part is never empty."""
    assert table.find(url.split("/")) is None


def test_the_first_value_of_a_path_stays(table: PathTable[str]) -> None:
    assert table.add("/a/{x}", "another") == "/a/{x}"
    assert table.find(["", "a", "x"]) == ("/a/{x}", {"x": "x"})


def scope(raw_path: str, root_path: str = "", *, with_raw_path: bool = True) -> dict[str, object]:
    """What a server tells of a request to a path."""
    known = {"raw_path": raw_path.encode()} if with_raw_path else {}
    return {"path": unquote(raw_path), "root_path": root_path, **known}


@pytest.mark.parametrize(
    ("raw_path", "segments"),
    [
        ("/a/b", ["", "a", "b"]),
        ("/a%2Fb", ["", "a/b"]),
        ("/a%2fb/", ["", "a/b", ""]),
        ("/a%252Fb", ["", "a%2Fb"]),
        ("//%2F", ["", "", "/"]),
        ("/%2E%2e/.", ["", "..", "."]),
        ("/%/%zz/%4", ["", "%", "%zz", "%4"]),
        ("/%00;x=1", ["", "\0;x=1"]),
        ("/%C3%A9%FF", ["", "é\udcff"]),
        ("/a%3Fb?c/d%2F", ["", "a?b"]),
    ],
)
def test_a_path_is_split_and_then_decoded(raw_path: str, segments: list[str]) -> None:
    """FR-027: once, and a byte that is no UTF-8 becomes what no value of a contract has."""
    assert url_segments(scope(raw_path)) == segments


@pytest.mark.parametrize(
    ("raw_path", "root_path", "prefix", "segments"),
    [
        ("/v1/a%2Fb", "/v1", "", ["", "a/b"]),
        ("/v1/a%2Fb", "", "/v1", ["", "a/b"]),
        ("/v1/x/a%2Fb", "/v1", "/x", ["", "a/b"]),
        ("/v1/x/a", "/v1", "/x", ["", "a"]),
        ("/v1%2Fa/b", "/v1", "", None),
        ("/v1%2Fa/b", "", "/v1", None),
        ("/v1%2Fx/a", "/v1", "/x", None),
        ("/v1/a", "", "/v2", None),
        ("/v1/%61", "", "/v2", None),
        ("/a/%62", "/v1", "", ["", "a", "b"]),  # a proxy has taken the root away
    ],
)
def test_where_it_is_mounted_is_found_by_segments(
    raw_path: str, root_path: str, prefix: str, segments: list[str] | None
) -> None:
    assert url_segments(scope(raw_path, root_path), prefix) == segments


def test_a_server_that_does_not_tell_the_path_as_it_was_sent_has_decoded_it() -> None:
    assert url_segments(scope("/a%2Fb/%2541", with_raw_path=False)) == ["", "a", "b", "%41"]
